/* SPDX-License-Identifier: BSD-2-Clause */
/* cpio(5), "New ASCII Format": a magic number, then thirteen fields of eight hexadecimal digits. */
#ifndef MK_IMAGE_NEWC_FORMAT_H
#define MK_IMAGE_NEWC_FORMAT_H

#define MK_NEWC_MAGIC "070701"
#define MK_NEWC_MAGIC_BYTES (sizeof MK_NEWC_MAGIC - 1)
#define MK_NEWC_FIELD_BYTES 8u

/* In the order of the header. */
enum mk_newc_field {
	MK_NEWC_INODE,
	MK_NEWC_MODE,
	MK_NEWC_OWNER,
	MK_NEWC_GROUP,
	MK_NEWC_LINKS,
	MK_NEWC_TIME,
	MK_NEWC_SIZE,
	MK_NEWC_DEVICE_MAJOR,
	MK_NEWC_DEVICE_MINOR,
	MK_NEWC_SPECIAL_MAJOR,
	MK_NEWC_SPECIAL_MINOR,
	MK_NEWC_NAME_BYTES, /* with the NUL */
	MK_NEWC_CHECK,
	MK_NEWC_FIELDS,
};

#define MK_NEWC_HEADER_BYTES (MK_NEWC_MAGIC_BYTES + MK_NEWC_FIELDS * MK_NEWC_FIELD_BYTES)

/* Name and content each end at a multiple of it. */
#define MK_NEWC_ALIGNMENT 4u

/* The name of the entry that says that nothing follows. */
#define MK_NEWC_TRAILER "TRAILER!!!"

#endif
