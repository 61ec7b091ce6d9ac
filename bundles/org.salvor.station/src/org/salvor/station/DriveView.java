package org.salvor.station;

/**
 * A drive as a client shows it.
 *
 * @param address how to name it to the station
 * @param transport the transport in words
 * @param model model, empty when unknown
 * @param serial serial number, empty when unknown
 * @param firmware firmware revision, empty when unknown
 * @param sectorCount logical sectors, 0 when unknown
 * @param sectorBytes bytes of a logical sector, 0 when unknown
 * @param physicalSectorBytes bytes of a physical sector, 0 when unknown
 * @param methods read methods it offers, in words
 * @param resets resets it offers, in words
 * @param notes facts a person should know, may be empty
 * @param role {@code source} or {@code destination} with the job's folder, or empty
 * @param problem why it cannot be opened, as a sentence; empty when it can
 */
public record DriveView(String address, String transport, String model, String serial, String firmware, long sectorCount, int sectorBytes,
        int physicalSectorBytes, String methods, String resets, String notes, String role, String problem) {
}
