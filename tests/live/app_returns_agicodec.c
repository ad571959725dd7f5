/* An application for the live tests: Returns(NUMBER) does nothing and returns the number.
 *
 * No application of Asterisk returns 1, 2 or 3 when asked, and EXEC takes these for its own statuses.
 */

#define AST_MODULE "app_returns_agicodec"
#define AST_MODULE_SELF_SYM __internal_app_returns_agicodec_self

#include <asterisk.h>
#include <asterisk/module.h>
#include <asterisk/pbx.h>

static int returns(struct ast_channel *channel, const char *number)
{
	return atoi(number);
}

static int load_module(void)
{
	return ast_register_application("Returns", returns, "Return a number.", "Returns(NUMBER)");
}

static int unload_module(void)
{
	return ast_unregister_application("Returns");
}

AST_MODULE_INFO(ASTERISK_GPL_KEY, AST_MODFLAG_DEFAULT, "Application of the agicodec tests",
	.support_level = AST_MODULE_SUPPORT_EXTENDED,
	.load = load_module,
	.unload = unload_module,
);
