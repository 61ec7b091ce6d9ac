package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.salvor.ata.SenseData;
import org.salvor.ata.SenseKey;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.simulated.SectorFate;

/** A drive that speaks SCSI itself, seen by its sense data alone. */
class PlainDriveTest {
    private static final String CLUSTERED = "sim:clustered?seed=7&size=64MiB&clustered.places=4&clustered.reach=4&clustered.first-sector=0"
            + "&errors.id-not-found=30&errors.address-mark=30";

    private static ReadOutcome read(ScsiRig rig, long lba, int sectors, ReadMethod method, long timeoutMillis) {
        return rig.drive().read(ReadRequest.of(lba, sectors, method, timeoutMillis), Arena.ofAuto().allocate(sectors * 512L, 8));
    }

    @Test
    void hasNoAtaPortAndSaysSo() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED);
        assertThat(rig.drive().ataPort()).isEmpty();
        assertThat(rig.drive().capabilities().notes()).contains("ATA commands do not reach it");
        assertThat(rig.port().sent).as("its settings are left alone").noneMatch(cdb -> cdb[0] == 0x55);
    }

    @Test
    void aDriveThatGoesAwayBeforeItHasToldItsSerialNumberIsNoOtherDrive() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED);
        assertThat(rig.drive().identity().serial()).isNotEmpty();
        rig.port().away = cdb -> cdb[0] == 0x12 && cdb[2] == (byte) 0x80;
        assertThat(rig.drive().identify(1_000)).isInstanceOf(IdentifyOutcome.NoAnswer.class);
        rig.port().away = _ -> false;
        assertThat(rig.drive().identify(1_000)).isEqualTo(new IdentifyOutcome.Identified(rig.drive().identity()));
    }

    @Test
    void namesTheFirstFailingSectorOfABlock() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED);
        long bad = rig.hardware().truth().nextNotReadable(1_000);
        for (ReadMethod method : new ReadMethod[] { ReadMethod.AUTO, ReadMethod.VERIFY }) {
            assertThat(read(rig, bad - 5, 64, method, 30_000)).isInstanceOfSatisfying(ReadOutcome.MediaError.class, error -> {
                assertThat(error.failingLba()).isEqualTo(bad);
                assertThat(error.provenSectors()).isZero();
                assertThat(error.evidence().sense()).isNotEmpty();
            });
        }
    }

    @Test
    void everySectorReadsAsTheTruthOrFailsWithItsOwnKindOfError() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED);
        long bad = rig.hardware().truth().nextNotReadable(1_000);
        Set<MediaFault> faults = new HashSet<>();
        for (long lba = bad - 20; lba < bad + 4_000; lba++) {
            MemorySegment buffer = Arena.ofAuto().allocate(512);
            ReadOutcome outcome = rig.drive().read(ReadRequest.of(lba, 1, ReadMethod.AUTO, 30_000), buffer);
            boolean readable = rig.hardware().truth().fate(lba) == SectorFate.READABLE;
            assertThat(outcome.good()).as("sector %d", lba).isEqualTo(readable);
            if (readable) {
                assertThat(buffer.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(rig.hardware().truth().bytes(lba));
            } else {
                faults.add(((ReadOutcome.MediaError) outcome).fault());
            }
        }
        assertThat(faults).containsExactlyInAnyOrder(MediaFault.values());
    }

    @Test
    void aResetThatItTellsOfCostsNoRead() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED);
        rig.port().translator.reportReset();
        assertThat(read(rig, 1_000, 1, ReadMethod.AUTO, 1_000).good()).isTrue();
    }

    @Test
    void aHangEndsWithAReset() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED + "&hang=1&hang.soft=0&hang.hard=100");
        long bad = rig.hardware().truth().nextNotReadable(1_000);
        assertThat(read(rig, bad, 1, ReadMethod.AUTO, 200)).isInstanceOfSatisfying(ReadOutcome.TimedOut.class,
                late -> assertThat(late.stillInKernel()).isTrue());
        assertThat(rig.drive().reset(Reset.HARD, 30_000)).isInstanceOf(ResetOutcome.Ready.class);
        assertThat(read(rig, 1_000, 1, ReadMethod.AUTO, 1_000).good()).isTrue();
    }

    @Test
    void readLongBringsASectorWithItsCheckBytesWhereTheDriveSaysHowManyThereAre() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED);
        assertThat(rig.drive().capabilities().methods()).contains(ReadMethod.LONG);
        assertThat(rig.port().sent).as("asked by a length that no drive takes")
                .anyMatch(cdb -> cdb[0] == 0x3E && cdb[7] == 2 && cdb[8] == 0);
        byte[] whole = rig.hardware().truth().bytes(9);
        byte[] ecc = rig.hardware().truth().eccBytes(whole);
        MemorySegment buffer = Arena.ofAuto().allocate(512 + ecc.length);
        assertThat(rig.drive().read(ReadRequest.of(9, 1, ReadMethod.LONG, 30_000), buffer).good()).isTrue();
        assertThat(buffer.asSlice(0, 512).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(whole);
        assertThat(buffer.asSlice(512).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(ecc);
        MemorySegment sectorOnly = Arena.ofAuto().allocate(512);
        assertThat(rig.drive().read(ReadRequest.of(9, 1, ReadMethod.LONG, 30_000), sectorOnly).good()).isTrue();
        assertThat(sectorOnly.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(whole);
    }

    @Test
    void readLongIgnoresWhatIsWrongWithASector() throws Exception {
        ScsiRig rig = ScsiRig
                .openScsi("sim:clustered?seed=4&size=64MiB&clustered.first-sector=0&errors.id-not-found=0&errors.address-mark=0");
        long bad = rig.hardware().truth().nextNotReadable(0);
        assertThat(read(rig, bad, 1, ReadMethod.AUTO, 30_000)).isInstanceOf(ReadOutcome.MediaError.class);
        MemorySegment buffer = Arena.ofAuto().allocate(600);
        assertThat(rig.drive().read(ReadRequest.of(bad, 1, ReadMethod.LONG, 30_000), buffer).good()).isTrue();
        byte[] truth = rig.hardware().truth().bytes(bad);
        int wrong = 0;
        for (int index = 0; index < 512; index++) {
            wrong += Integer.bitCount((buffer.get(ValueLayout.JAVA_BYTE, index) ^ truth[index]) & 0xFF);
        }
        assertThat(wrong).as("wrong bits of 4096").isBetween(0, 1_000);
    }

    /** Sense of response code 71h or 73h tells of an earlier command; this one was not executed (SAM-6 5.14.1), and is sent once more. */
    @Test
    void aDeferredErrorBelongsToNoReadAndCostsNone() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED);
        for (boolean descriptors : new boolean[] { false, true }) {
            rig.port().instead = SenseData.of(descriptors, SenseKey.MEDIUM_ERROR, 0x11, 0).withInformation(5).encode();
            rig.port().instead[0] |= 1;
            int sent = rig.port().sent.size();
            assertThat(read(rig, 1_000, 8, ReadMethod.AUTO, 1_000).good()).as("descriptors %s", descriptors).isTrue();
            assertThat(rig.port().sent).as("sent again").hasSize(sent + 2);
        }
    }

    @Test
    void aDriveThatReportsOneDeferredErrorAfterTheOtherIsNotReady() throws Exception {
        ScsiRig rig = ScsiRig.openScsi(CLUSTERED);
        rig.port().instead = SenseData.of(false, SenseKey.MEDIUM_ERROR, 0x11, 0).withInformation(1_000).encode();
        rig.port().instead[0] |= 1;
        rig.port().insteadForEver = true;
        assertThat(read(rig, 1_000, 1, ReadMethod.AUTO, 1_000)).isInstanceOf(ReadOutcome.NotReady.class);
    }
}
