package org.salvor.casework;

/**
 * Which supplies a job has to do with. Serial numbers and addresses are empty where they are not known.
 *
 * @param job its folder
 * @param process who runs it: the number and the start of a process; empty when nobody does
 * @param atMillis when this was noted, in milliseconds since 1970
 * @param power switch that feeds its source
 * @param source its source in words
 * @param sourceSerial serial number of it
 * @param destinationPower switch that feeds its destination
 * @param destination its destination in words
 * @param destinationSerial serial number of it, where it is a drive
 */
public record SupplyNote(String job, String process, long atMillis, String power, String source, String sourceSerial,
        String destinationPower,
        String destination, String destinationSerial) {

    SupplyNote ended() {
        return new SupplyNote(job, "", atMillis, power, source, sourceSerial, destinationPower, destination, destinationSerial);
    }

    boolean namesSwitch() {
        return !power.isEmpty() || !destinationPower.isEmpty();
    }
}
