/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The connectors of CAmkES: those of camkes-tool (include/builtin, and what older releases had
 * there: seL4Asynch... are today's notifications) and of global-components (interfaces and
 * templates).
 */
#include <string.h>

#include "target/target.h"

const struct mk_connector mk_connectors[] = {
	{.name = "seL4SharedData", .kind = MK_CONNECTOR_DATA, .crosses = true},
	{.name = "seL4DMASharedData", .kind = MK_CONNECTOR_DATA},
	{.name = "seL4MultiSharedData", .kind = MK_CONNECTOR_DATA},
	{.name = "seL4SharedDataWithCaps", .kind = MK_CONNECTOR_DATA},

	{.name = "seL4NotificationNative", .kind = MK_CONNECTOR_SIGNAL, .crosses = true},
	{.name = "seL4Notification", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4NotificationBind", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4NotificationQueue", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4GlobalAsynch", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4GlobalAsynchCallback", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4RPCEvent", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4Asynch", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4AsynchBind", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4AsynchNative", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4AsynchQueue", .kind = MK_CONNECTOR_SIGNAL},
	{.name = "seL4AsynchSpin", .kind = MK_CONNECTOR_SIGNAL},

	{.name = "seL4RPCCall", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCCallNoType", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPC", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCSimple", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCSendWait", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCNoThreads", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCCallSignal", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCCallDataport", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCDataport", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCDataportSignal", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4RPCOverMultiSharedData", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4DirectCall", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4GDB", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4GDBMem", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4MessageQueue", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4VirtQueues", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4Ethdriver", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4GPIOServer", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4SerialServer", .kind = MK_CONNECTOR_CALL},
	{.name = "seL4TimeServer", .kind = MK_CONNECTOR_CALL},

	{.name = "seL4HardwareMMIO", .kind = MK_CONNECTOR_HARDWARE},
	{.name = "seL4HardwareInterrupt", .kind = MK_CONNECTOR_HARDWARE},
	{.name = "seL4HardwareIOPort", .kind = MK_CONNECTOR_HARDWARE},
	{.name = "seL4IOAPICHardwareInterrupt", .kind = MK_CONNECTOR_HARDWARE},
	{.name = "seL4GlobalAsynchHardwareInterrupt", .kind = MK_CONNECTOR_HARDWARE},
	{.name = "seL4DTBHardware", .kind = MK_CONNECTOR_HARDWARE},
	{.name = "seL4DTBHardwareThreadless", .kind = MK_CONNECTOR_HARDWARE},
	{.name = "seL4DTBHW", .kind = MK_CONNECTOR_HARDWARE},
	{.name = "seL4InitHardware", .kind = MK_CONNECTOR_HARDWARE},
};

const size_t mk_connector_count = sizeof mk_connectors / sizeof *mk_connectors;

const struct mk_connector *mk_connector_find(const char *name)
{
	for (size_t i = 0; i < mk_connector_count; i++)
		if (strcmp(mk_connectors[i].name, name) == 0)
			return &mk_connectors[i];
	return NULL;
}
