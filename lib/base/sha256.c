/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/sha256.h"

#include <stdint.h>
#include <string.h>

#define BLOCK_BYTES 64u
#define LENGTH_BYTES 8u
#define WORDS 8u
#define ROUNDS 64u

/* FIPS 180-4, 5.3.3: the first 32 bits of the fractions of square roots of the first primes. */
static const uint32_t start[WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
	0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/* 4.2.2: the same of cube roots. */
static const uint32_t constants[ROUNDS] = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
	0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
	0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
	0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624,
	0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3,
	0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotated(uint32_t word, unsigned by)
{
	return word >> by | word << (32 - by);
}

/* 6.2.2, step 1. */
static void schedule(const unsigned char *block, uint32_t *words)
{
	for (unsigned i = 0; i < 16; i++)
		words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
			   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (unsigned i = 16; i < ROUNDS; i++) {
		uint32_t a = words[i - 15];
		uint32_t b = words[i - 2];
		words[i] = words[i - 16] + (rotated(a, 7) ^ rotated(a, 18) ^ a >> 3) +
			   words[i - 7] + (rotated(b, 17) ^ rotated(b, 19) ^ b >> 10);
	}
}

/* Steps 2 to 4. */
static void add_block(uint32_t *state, const unsigned char *block)
{
	uint32_t words[ROUNDS];
	uint32_t s[WORDS];

	schedule(block, words);
	memcpy(s, state, sizeof s);
	for (unsigned i = 0; i < ROUNDS; i++) {
		uint32_t one = s[7] + (rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25)) +
			       ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[i] + words[i];
		uint32_t two = (rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22)) +
			       ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
		memmove(s + 1, s, (WORDS - 1) * sizeof *s);
		s[4] += one;
		s[0] = one + two;
	}
	for (unsigned i = 0; i < WORDS; i++)
		state[i] += s[i];
}

/* 5.1.1: what is left, a bit, and the length in bits. */
static void add_end(uint32_t *state, const unsigned char *rest, size_t count, uint64_t length)
{
	unsigned char blocks[2 * BLOCK_BYTES] = {0};
	size_t end = count + 1 + LENGTH_BYTES <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;

	if (count)
		memcpy(blocks, rest, count);
	blocks[count] = 0x80;
	for (unsigned i = 0; i < LENGTH_BYTES; i++)
		blocks[end - 1 - i] = (unsigned char)(length * 8 >> 8 * i);
	for (size_t at = 0; at < end; at += BLOCK_BYTES)
		add_block(state, blocks + at);
}

const char *mk_sha256_text(struct mk_arena *arena, const void *bytes, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *at = bytes;
	size_t left = length;
	uint32_t state[WORDS];
	char *text = mk_arena_alloc(arena, 2 * sizeof state + 1);

	memcpy(state, start, sizeof state);
	for (; left >= BLOCK_BYTES; left -= BLOCK_BYTES, at += BLOCK_BYTES)
		add_block(state, at);
	add_end(state, at, left, length);
	for (unsigned i = 0; i < 2 * sizeof state; i++)
		text[i] = digits[state[i / 8] >> (28 - 4 * (i % 8)) & 15];
	text[2 * sizeof state] = '\0';
	return text;
}
