/* A speech engine for the live tests: it hears what it was told to hear.
 *
 * SPEECH SET hear "SCORE GRAMMAR TEXT" adds a match, which comes back once the caller makes a sound.
 * A grammar of the name "refused" is refused, and so is the setting of that name.
 */

#define AST_MODULE "res_speech_agicodec"
#define AST_MODULE_SELF_SYM __internal_res_speech_agicodec_self

#include <asterisk.h>
#include <asterisk/format_cache.h>
#include <asterisk/format_cap.h>
#include <asterisk/module.h>
#include <asterisk/speech.h>
#include <asterisk/strings.h>
#include <asterisk/utils.h>

/* No sample of silence is louder. */
#define SILENCE 300

static int create(struct ast_speech *speech, struct ast_format *format)
{
	speech->data = NULL;
	return 0;
}

static int destroy(struct ast_speech *speech)
{
	return 0;
}

static int load(struct ast_speech *speech, const char *name, const char *path)
{
	return strcmp(name, "refused") ? 0 : -1;
}

static int use(struct ast_speech *speech, const char *name)
{
	return strcmp(name, "refused") ? 0 : -1;
}

static int change(struct ast_speech *speech, const char *name, const char *value)
{
	struct ast_speech_result *match, **last = (struct ast_speech_result **) &speech->data;
	char *rest, *word;

	if (strcmp(name, "hear")) {
		return strcmp(name, "refused") ? 0 : -1;
	}
	if (!(match = ast_calloc(1, sizeof(*match)))) {
		return -1;
	}
	rest = ast_strdupa(value);
	word = strsep(&rest, " ");
	match->score = atoi(word);
	word = strsep(&rest, " ");
	match->grammar = ast_strdup(S_OR(word, ""));
	match->text = ast_strdup(S_OR(rest, ""));
	while (*last) {
		last = &AST_LIST_NEXT(*last, list);
	}
	*last = match;
	return 0;
}

static int start(struct ast_speech *speech)
{
	ast_speech_change_state(speech, AST_SPEECH_STATE_READY);
	return 0;
}

static int is_loud(const short *samples, int count)
{
	while (count--) {
		if (samples[count] > SILENCE || samples[count] < -SILENCE) {
			return 1;
		}
	}
	return 0;
}

static int hear(struct ast_speech *speech, void *data, int length)
{
	if (speech->data && is_loud(data, length / 2)) {
		ast_set_flag(speech, AST_SPEECH_QUIET);
		ast_speech_change_state(speech, AST_SPEECH_STATE_DONE);
	}
	return 0;
}

static int press(struct ast_speech *speech, const char *keys)
{
	return 0;
}

static int change_type(struct ast_speech *speech, enum ast_speech_results_type type)
{
	return 0;
}

static struct ast_speech_result *get(struct ast_speech *speech)
{
	struct ast_speech_result *matches = speech->data;

	speech->data = NULL;
	return matches;
}

static struct ast_speech_engine engine = {
	.name = "agicodec",
	.create = create,
	.destroy = destroy,
	.load = load,
	.unload = use,
	.activate = use,
	.deactivate = use,
	.write = hear,
	.dtmf = press,
	.start = start,
	.change = change,
	.change_results_type = change_type,
	.get = get,
};

static int load_module(void)
{
	engine.formats = ast_format_cap_alloc(AST_FORMAT_CAP_FLAG_DEFAULT);
	if (!engine.formats || ast_format_cap_append(engine.formats, ast_format_slin, 0) || ast_speech_register(&engine)) {
		return AST_MODULE_LOAD_DECLINE;
	}
	return AST_MODULE_LOAD_SUCCESS;
}

static int unload_module(void)
{
	return ast_speech_unregister(engine.name);
}

AST_MODULE_INFO(ASTERISK_GPL_KEY, AST_MODFLAG_DEFAULT, "Speech engine of the agicodec tests",
	.support_level = AST_MODULE_SUPPORT_EXTENDED,
	.load = load_module,
	.unload = unload_module,
	.requires = "res_speech",
);
