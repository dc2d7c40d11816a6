/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * In front of each source of a mutated build: which mutant lives is said when the program starts
 * (mutant.c), or by MUTANT_ONLY when one source is compiled. MUTANT_LOG names a file with a byte
 * for each, which is set where it would have made a difference: only these are worth trying.
 */
#ifndef MUTANT_H
#define MUTANT_H

extern int mutant_alive;
extern unsigned char *mutant_seen;

static inline _Bool mutant_here(int number, _Bool differs)
{
#ifdef MUTANT_ONLY
	(void)differs;
	return number == MUTANT_ONLY;
#else
	if (mutant_seen && differs)
		mutant_seen[number] = 1;
	return mutant_alive == number;
#endif
}

#define MUTANT_HERE(number) mutant_here(number, 1)
#define MUTANT_NOT(number, condition) (!!(condition) != mutant_here(number, 1))
#define MUTANT_ONE(number) (1 - mutant_here(number, 1))
#define MUTANT_RELATION(number, a, is, becomes, b)                                                 \
	({                                                                                         \
		__auto_type left_ = a;                                                             \
		__auto_type right_ = b;                                                            \
		_Bool was_ = left_ is right_;                                                      \
		_Bool mutated_ = left_ becomes right_;                                             \
		mutant_here(number, was_ != mutated_) ? mutated_ : was_;                           \
	})
/*
 * With the other connective the right side decides where the left one did. What it would come to
 * there is not tried: it may rely on the left side.
 */
#define MUTANT_AND(number, a, b)                                                                   \
	({                                                                                         \
		_Bool left_ = !!(a);                                                               \
		_Bool value_ = left_;                                                              \
		if (left_ != mutant_here(number, !left_)) {                                        \
			value_ = !!(b);                                                            \
			(void)mutant_here(number, value_ != left_);                                \
		}                                                                                  \
		value_;                                                                            \
	})
#define MUTANT_OR(number, a, b)                                                                    \
	({                                                                                         \
		_Bool left_ = !!(a);                                                               \
		_Bool value_ = left_;                                                              \
		if (left_ == mutant_here(number, left_)) {                                         \
			value_ = !!(b);                                                            \
			(void)mutant_here(number, value_ != left_);                                \
		}                                                                                  \
		value_;                                                                            \
	})

#endif
