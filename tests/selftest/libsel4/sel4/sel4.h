/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the self-test takes of the kernel's public libsel4, by the names and the types of its
 * manual, and with nothing behind it: enough to compile and to link, not to run.
 */
#ifndef SEL4_H
#define SEL4_H

#define CONFIG_PRINTING 1
#define CONFIG_MAX_NUM_BOOTINFO_UNTYPED_CAPS 230

typedef unsigned long seL4_Word;
typedef unsigned char seL4_Uint8;
typedef seL4_Word seL4_CPtr;
typedef seL4_CPtr seL4_CNode, seL4_Untyped, seL4_IRQControl, seL4_IRQHandler;

typedef struct {
	seL4_Word words[1];
} seL4_MessageInfo_t, seL4_CapRights_t;

typedef struct {
	seL4_Word msg[120];
} seL4_IPCBuffer;

typedef struct {
	seL4_Word start, end;
} seL4_SlotRegion;

typedef struct {
	seL4_Word paddr;
	seL4_Uint8 sizeBits, isDevice, padding[6];
} seL4_UntypedDesc;

typedef struct {
	seL4_IPCBuffer *ipcBuffer;
	seL4_SlotRegion empty, untyped;
	seL4_UntypedDesc untypedList[CONFIG_MAX_NUM_BOOTINFO_UNTYPED_CAPS];
} seL4_BootInfo;

typedef enum {
	seL4_NoError = 0,
	seL4_FailedLookup = 6,
} seL4_Error;

enum {
	seL4_CapInitThreadCNode = 2,
	seL4_CapInitThreadVSpace = 3,
	seL4_CapIRQControl = 4,
	seL4_PageBits = 12,
	seL4_WordBits = 64,
};

enum {
	seL4_UntypedObject,
	seL4_NotificationObject = 3,
	seL4_ARM_SmallPageObject = 8,
	seL4_ARM_PageTableObject = 10,
};

#define seL4_AllRights ((seL4_CapRights_t){{15}})
#define seL4_ReadWrite ((seL4_CapRights_t){{3}})
#define seL4_CanRead ((seL4_CapRights_t){{2}})

extern __thread seL4_IPCBuffer *__sel4_ipc_buffer;

static inline void seL4_SetIPCBuffer(seL4_IPCBuffer *buffer)
{
	__sel4_ipc_buffer = buffer;
}

/* A value that the compiler knows nothing about, so that it leaves nothing out behind a call. */
static inline seL4_Error stand_in(void)
{
	seL4_Error error;

	__asm__ volatile("svc #0" : "=r"(error)::"memory");
	return error;
}

static inline void seL4_DebugPutChar(char c)
{
	(void)c;
	stand_in();
}

static inline void seL4_Signal(seL4_CPtr dest)
{
	(void)dest;
	stand_in();
}

static inline seL4_MessageInfo_t seL4_Poll(seL4_CPtr source, seL4_Word *sender)
{
	(void)source;
	*sender = stand_in();
	return (seL4_MessageInfo_t){{0}};
}

static inline seL4_Error seL4_Untyped_Retype(seL4_Untyped service, seL4_Word type,
	seL4_Word size_bits, seL4_CNode root, seL4_Word node_index, seL4_Word node_depth,
	seL4_Word node_offset, seL4_Word num_objects)
{
	(void)(service + type + size_bits + root + node_index + node_depth + node_offset);
	(void)num_objects;
	return stand_in();
}

static inline seL4_Error seL4_CNode_Mint(seL4_CNode service, seL4_Word dest_index,
	seL4_Uint8 dest_depth, seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth,
	seL4_CapRights_t rights, seL4_Word badge)
{
	(void)(service + dest_index + dest_depth + src_root + src_index + src_depth + badge);
	(void)rights;
	return stand_in();
}

static inline seL4_Error seL4_ARM_Page_Map(seL4_CPtr service, seL4_CPtr vspace, seL4_Word vaddr,
	seL4_CapRights_t rights, seL4_Word attributes)
{
	(void)(service + vspace + vaddr + attributes);
	(void)rights;
	return stand_in();
}

static inline seL4_Error seL4_ARM_PageTable_Map(
	seL4_CPtr service, seL4_CPtr vspace, seL4_Word vaddr, seL4_Word attributes)
{
	(void)(service + vspace + vaddr + attributes);
	return stand_in();
}

static inline seL4_Error seL4_IRQControl_Get(
	seL4_IRQControl service, seL4_Word irq, seL4_CNode root, seL4_Word index, seL4_Uint8 depth)
{
	(void)(service + irq + root + index + depth);
	return stand_in();
}

static inline seL4_Error seL4_IRQControl_IssueSGISignal(seL4_IRQControl service, seL4_Word irq,
	seL4_Word target, seL4_CNode root, seL4_Word index, seL4_Uint8 depth)
{
	(void)(service + irq + target + root + index + depth);
	return stand_in();
}

static inline seL4_Error seL4_IRQHandler_SetNotification(
	seL4_IRQHandler service, seL4_CPtr notification)
{
	(void)(service + notification);
	return stand_in();
}

static inline seL4_Error seL4_IRQHandler_Ack(seL4_IRQHandler service)
{
	(void)service;
	return stand_in();
}

#endif
