/* SPDX-License-Identifier: BSD-2-Clause */
/* What libyaml alone takes for a file: all events, and nothing made of them. */
#include <stdio.h>
#include <yaml.h>

static int parse(yaml_parser_t *parser)
{
	yaml_event_t event;
	int ended = 0;

	while (!ended && yaml_parser_parse(parser, &event)) {
		ended = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	return ended ? 0 : 1;
}

int main(int count, char **arguments)
{
	FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
	yaml_parser_t parser;
	int status = 1;

	if (!file)
		return 2;
	if (yaml_parser_initialize(&parser)) {
		yaml_parser_set_input_file(&parser, file);
		status = parse(&parser);
		yaml_parser_delete(&parser);
	}
	fclose(file);
	return status;
}
