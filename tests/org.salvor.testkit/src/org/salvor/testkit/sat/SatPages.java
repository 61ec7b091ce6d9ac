package org.salvor.testkit.sat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.InquiryData;
import org.salvor.ata.ReadCapacity;
import org.salvor.ata.TaskFile;
import org.salvor.ata.VitalProductData;
import org.salvor.drive.simulated.Course;
import org.salvor.drive.simulated.DriveHardware;

/** What a translator tells of the drive behind it, from an IDENTIFY page that it has asked for once and kept. */
final class SatPages {
    private static final byte[] PAGES = { 0x00, (byte) 0x80, (byte) 0x83, (byte) 0x89, (byte) 0xB0, (byte) 0xB1 };
    private final DriveHardware hardware;
    private final String vendor;
    private IdentifyDevice identity;

    SatPages(DriveHardware hardware, String vendor) {
        this.hardware = hardware;
        this.vendor = vendor;
    }

    private IdentifyDevice identity() {
        if (identity == null) {
            long now = hardware.readyNanos() == DriveHardware.NEVER ? 0 : hardware.readyNanos();
            Course course = hardware.start(TaskFile.of(0xEC), MemorySegment.NULL, now);
            byte[] page = new byte[IdentifyDevice.BYTES];
            hardware.deliver(course, MemorySegment.ofArray(page));
            try {
                identity = IdentifyDevice.decode(page);
            } catch (AtaFormatException e) {
                throw new IllegalStateException("the simulated drive does not identify itself", e);
            }
        }
        return identity;
    }

    Optional<String> serial() {
        return Optional.of(identity().serial());
    }

    byte[] inquiry() {
        String model = identity().model();
        return new InquiryData(0, 0, false, 6, vendor, model.substring(0, Math.min(16, model.length())), identity().firmware()).encode();
    }

    ReadCapacity capacity() {
        return new ReadCapacity(identity().sectorCount(), identity().logicalSectorBytes(), identity().sectorsPerPhysical(), false);
    }

    Optional<byte[]> vitalProductData(int page) {
        byte[] body = switch (page) {
        case VitalProductData.SUPPORTED -> PAGES;
        case VitalProductData.SERIAL -> identity().serial().getBytes(StandardCharsets.US_ASCII);
        case VitalProductData.IDENTIFICATION -> name();
        case VitalProductData.ATA_INFORMATION -> ataInformation();
        case VitalProductData.BLOCK_LIMITS -> new byte[60];
        case VitalProductData.BLOCK_CHARACTERISTICS -> characteristics();
        default -> null;
        };
        return body == null ? Optional.empty() : Optional.of(new VitalProductData(page, body).encode());
    }

    private byte[] name() {
        byte[] body = new byte[12];
        body[0] = 1;
        body[1] = 3;
        body[3] = 8;
        for (int index = 0; index < 8; index++) {
            body[4 + index] = (byte) (identity().worldWideName() >>> 56 - 8 * index);
        }
        return body;
    }

    private byte[] ataInformation() {
        byte[] body = new byte[568];
        byte[] who = "salvor  simulated SAT   0001".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(who, 0, body, 4, who.length);
        body[52] = (byte) 0xEC;
        System.arraycopy(identity().raw(), 0, body, 56, IdentifyDevice.BYTES);
        return body;
    }

    private byte[] characteristics() {
        byte[] body = new byte[60];
        int rpm = identity().rotationRpm().orElse(1);
        body[0] = (byte) (rpm >> 8);
        body[1] = (byte) rpm;
        return body;
    }

    byte[] modeSense6(boolean descriptorSense) {
        byte[] answer = new byte[16];
        answer[0] = 15;
        control(answer, 4, descriptorSense);
        return answer;
    }

    byte[] modeSense10(boolean descriptorSense) {
        byte[] answer = new byte[20];
        answer[1] = 18;
        control(answer, 8, descriptorSense);
        return answer;
    }

    private static void control(byte[] answer, int at, boolean descriptorSense) {
        answer[at] = 0x0A;
        answer[at + 1] = 0x0A;
        answer[at + 2] = (byte) (2 | (descriptorSense ? 4 : 0));
    }
}
