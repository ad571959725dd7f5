/* Plays Asterisk with many calls at once: sends environments, answers each command at once, and measures.

   load PORT CALLS SECONDS SERVER_PID

   All calls begin at once, as long as there are no more than 1000. When each has sent its first command, all are answered, and so is each later command as it
   arrives. Writes one line of numbers: exchanges, seconds, the processor seconds of the server and of this program in
   them, and the median and the 99th percentile, in microseconds, of an exchange and of the first command. An exchange
   is timed from a reply to the next command, the first command from the beginning of `connect`.

   With 0 seconds it answers nothing: it writes `ready`, and holds the calls until the end of its standard input. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST = 4 * 1000 * 1000, BATCH = 512, AT_ONCE = 1000 };
static const double WARM_UP = 0.3;
static const double TIMEOUT = 60;

static const char ENVIRONMENT[] =
    "agi_network: yes\nagi_network_script: menu\nagi_request: agi://127.0.0.1/menu\n"
    "agi_channel: PJSIP/alice-00000001\nagi_language: en\nagi_type: PJSIP\nagi_uniqueid: 1795471207.7\n"
    "agi_version: 22.10.1\nagi_callerid: 1001\nagi_calleridname: Alice\nagi_callingpres: 0\nagi_callingani2: 0\n"
    "agi_callington: 0\nagi_callingtns: 0\nagi_dnid: 100\nagi_rdnis: unknown\nagi_context: default\n"
    "agi_extension: 100\nagi_priority: 1\nagi_enhanced: 0.0\nagi_accountcode: \nagi_threadid: 140213812\n\n";
static const char REPLY[] = "200 result=1 (some value)\n";

struct call {
    int socket;
    double since; /* when what is timed has begun */
};

/* How many times took how many microseconds. */
struct times {
    unsigned *counts;
    long total;
};

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static double read_clock(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time))
        fail("clock_gettime");
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void add(struct times *times, double seconds) {
    long microseconds = (long)(seconds * 1e6);
    times->counts[microseconds < LONGEST ? microseconds : LONGEST - 1]++;
    times->total++;
}

static long percentile(const struct times *times, double share) {
    long left = (long)((double)times->total * share), at = 0;
    while (at < LONGEST - 1 && left >= (long)times->counts[at])
        left -= (long)times->counts[at++];
    return at;
}

static void open_call(struct call *call, int port, int epoll) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = call};
    int on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    call->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (call->socket < 0)
        fail("socket");
    if (setsockopt(call->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on))
        fail("setsockopt");
    call->since = read_clock(CLOCK_MONOTONIC);
    if (connect(call->socket, (struct sockaddr *)&address, sizeof address) && errno != EINPROGRESS)
        fail("connect");
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, call->socket, &event))
        fail("epoll_ctl");
}

static void send_all(const struct call *call, const char *text, size_t size) {
    if (send(call->socket, text, size, MSG_NOSIGNAL) != (ssize_t)size)
        fail("send");
}

static void send_environment(struct call *call, int epoll) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = call};
    send_all(call, ENVIRONMENT, sizeof ENVIRONMENT - 1);
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, call->socket, &event))
        fail("epoll_ctl");
}

/* Takes what has arrived, and returns whether it ends a command. */
static int take_command(const struct call *call) {
    char data[4096];
    ssize_t size = recv(call->socket, data, sizeof data, 0);
    if (size <= 0) {
        fputs("the server has closed a call\n", stderr);
        exit(1);
    }
    return data[size - 1] == '\n';
}

static void answer(struct call *call) {
    call->since = read_clock(CLOCK_MONOTONIC);
    send_all(call, REPLY, sizeof REPLY - 1);
}

/* Opens all calls, and waits until each has sent its first command. */
static void begin(struct call *all, int calls, int port, int epoll, struct times *firsts) {
    struct epoll_event events[BATCH];
    double start = read_clock(CLOCK_MONOTONIC);
    int opened = 0;
    while (firsts->total < calls) {
        while (opened < calls && opened < firsts->total + AT_ONCE)
            open_call(&all[opened++], port, epoll);
        int found = epoll_wait(epoll, events, BATCH, 100);
        for (int at = 0; at < found; at++) {
            struct call *call = events[at].data.ptr;
            if (events[at].events & EPOLLOUT)
                send_environment(call, epoll);
            else if (take_command(call))
                add(firsts, read_clock(CLOCK_MONOTONIC) - call->since);
        }
        if (read_clock(CLOCK_MONOTONIC) > start + TIMEOUT) {
            fprintf(stderr, "only %ld of %d calls have sent a command\n", firsts->total, calls);
            exit(1);
        }
    }
}

/* Answers every command for some time, and returns how long. */
static double exchange(double seconds, int epoll, struct times *exchanges) {
    struct epoll_event events[BATCH];
    double start = read_clock(CLOCK_MONOTONIC), now;
    while ((now = read_clock(CLOCK_MONOTONIC)) < start + seconds) {
        int found = epoll_wait(epoll, events, BATCH, 100);
        for (int at = 0; at < found; at++) {
            struct call *call = events[at].data.ptr;
            if (take_command(call)) {
                add(exchanges, read_clock(CLOCK_MONOTONIC) - call->since);
                answer(call);
            }
        }
    }
    return now - start;
}

static void hold(void) {
    char byte;
    puts("ready");
    fflush(stdout);
    while (read(0, &byte, 1) > 0)
        continue;
}

static void allow_many_files(void) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files))
        fail("getrlimit");
    files.rlim_cur = files.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &files))
        fail("setrlimit");
}

int main(int count, char **words) {
    if (count != 5)
        return fputs("load PORT CALLS SECONDS SERVER_PID\n", stderr), 2;
    int port = atoi(words[1]), calls = atoi(words[2]), epoll = epoll_create1(0);
    double seconds = atof(words[3]), server_start, own_start;
    struct call *all = calloc((size_t)calls, sizeof *all);
    struct times firsts = {calloc(LONGEST, sizeof(unsigned)), 0}, exchanges = {calloc(LONGEST, sizeof(unsigned)), 0};
    clockid_t server;
    if (epoll < 0 || !all || !firsts.counts || !exchanges.counts)
        fail("the beginning");
    if (clock_getcpuclockid(atoi(words[4]), &server))
        fail("clock_getcpuclockid");
    allow_many_files();
    begin(all, calls, port, epoll, &firsts);
    if (seconds == 0)
        return hold(), 0;
    for (int at = 0; at < calls; at++)
        answer(&all[at]);
    exchange(WARM_UP, epoll, &exchanges);
    memset(exchanges.counts, 0, LONGEST * sizeof(unsigned));
    exchanges.total = 0;
    server_start = read_clock(server);
    own_start = read_clock(CLOCK_PROCESS_CPUTIME_ID);
    seconds = exchange(seconds, epoll, &exchanges);
    printf("%ld %f %f %f %ld %ld %ld %ld\n", exchanges.total, seconds, read_clock(server) - server_start,
           read_clock(CLOCK_PROCESS_CPUTIME_ID) - own_start, percentile(&exchanges, 0.5), percentile(&exchanges, 0.99),
           percentile(&firsts, 0.5), percentile(&firsts, 0.99));
    return 0;
}
