package org.salvor.rig;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a guest is booted.
 *
 * @param script of this rig, run in the guest
 * @param modules of the kernel, loaded before it, with commas
 * @param machine as the emulator calls it
 * @param kernel more of the kernel's command line
 * @param emulator more arguments of the emulator: the drives
 * @param settings variables for the script
 * @param seconds after which it is ended
 */
record Boot(String script, String modules, String machine, String kernel, List<String> emulator, Map<String, String> settings,
        int seconds) {

    static Boot of(String script, String modules, int seconds) {
        return new Boot(script, modules, "q35", "", List.of(), Map.of(), seconds);
    }

    Boot machine(String name, String kernelArguments) {
        return new Boot(script, modules, name, kernelArguments, emulator, settings, seconds);
    }

    Boot with(List<String> arguments) {
        List<String> all = new ArrayList<>(emulator);
        all.addAll(arguments);
        return new Boot(script, modules, machine, kernel, all, settings, seconds);
    }

    Boot with(String... arguments) {
        return with(List.of(arguments));
    }

    Boot setting(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(name, value);
        return new Boot(script, modules, machine, kernel, emulator, all, seconds);
    }
}
