/* SPDX-License-Identifier: BSD-2-Clause */
#include "cursor.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

static bool is_option(const struct cursor *cursor, const char *word)
{
	return !cursor->options_ended && word[0] == '-' && word[1] != '\0';
}

static enum option find_long(const char *name)
{
	size_t length = strcspn(name, "=");

	for (int i = 0; i < OPTION_COUNT; i++)
		if (strlen(option_rows[i].name) == length &&
			strncmp(option_rows[i].name, name, length) == 0)
			return (enum option)i;
	return OPTION_COUNT;
}

static enum option find_short(char letter)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		if (letter && option_rows[i].letter == letter)
			return (enum option)i;
	return OPTION_COUNT;
}

/* The option that a word is, and in *argument what stands behind it in the same word, or NULL. */
static enum option find_option(const char *word, const char **argument)
{
	const char *equals = strchr(word, '=');

	if (word[1] != '-') {
		*argument = word[1] && word[2] ? word + 2 : NULL;
		return find_short(word[1]);
	}
	*argument = equals ? equals + 1 : NULL;
	return find_long(word + 2);
}

/* Gives the option whose argument the next word is, or OPTION_COUNT. */
static enum option take_option(struct cursor *cursor, const char *word)
{
	const char *argument;
	enum option option = find_option(word, &argument);

	if (option == OPTION_COUNT)
		return option;
	cursor->values[option] = argument ? argument : "";
	return option_rows[option].argument && !argument ? option : OPTION_COUNT;
}

static void take_operand(struct cursor *cursor, const char *word)
{
	cursor->operands[cursor->operand_count++] = word;
	if (cursor->operand_count > 1)
		return;
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, word) == 0)
			cursor->command = commands[i];
}

static void take_word(struct cursor *cursor, const char *word)
{
	if (cursor->wanted != OPTION_COUNT) {
		cursor->values[cursor->wanted] = word;
		cursor->wanted = OPTION_COUNT;
	} else if (is_option(cursor, word) && strcmp(word, "--") == 0)
		cursor->options_ended = true;
	else if (is_option(cursor, word))
		cursor->wanted = take_option(cursor, word);
	else
		take_operand(cursor, word);
}

void cursor_place(struct cursor *cursor, char *const *words, int count)
{
	const char *argument = NULL;
	enum option option;

	*cursor = (struct cursor){.word = count ? words[count - 1] : "", .wanted = OPTION_COUNT};
	cursor->operands = must_allocate((size_t)count + 1, sizeof *cursor->operands);
	for (int i = 0; i + 1 < count; i++)
		take_word(cursor, words[i]);
	cursor->argument = cursor->word;
	if (cursor->wanted != OPTION_COUNT || !is_option(cursor, cursor->word))
		return;
	option = find_option(cursor->word, &argument);
	if (option == OPTION_COUNT || !argument || !option_rows[option].argument)
		return;
	cursor->wanted = option;
	cursor->argument = argument;
}

void cursor_free(struct cursor *cursor)
{
	free(cursor->operands);
}
