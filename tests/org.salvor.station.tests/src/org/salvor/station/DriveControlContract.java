package org.salvor.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.station.CommandView.Outcome;
import org.salvor.station.StationException.Kind;

/** What every station promises of single drives. */
abstract class DriveControlContract {
    private static final String HEALTHY = "sim:healthy?size=64MiB";
    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;
    private Station station;

    /** A station with simulated drives, files and file destinations. */
    abstract Station open();

    @BeforeEach
    void openStation() {
        station = open();
    }

    @AfterEach
    void closeStation() {
        station.close();
    }

    private static CommandOrder order(String address, boolean extended, int command, int feature, int count, long lba, byte... data) {
        return new CommandOrder(address, extended, command, feature, count, lba, "", 0, data, 10_000);
    }

    @Test
    void detailsTellWhatTheDriveCan() throws Exception {
        DriveDetails details = station.details(HEALTHY);
        assertThat(details.ata()).isTrue();
        assertThat(details.page()).hasSize(512);
        assertThat(details.drive().sectorCount()).isEqualTo(131_072);
        assertThat(details.features()).extracting(DriveDetails.Feature::name).contains("smart", "lba48", "sct erc");
        assertThat(details.transferModes()).contains("PIO 4");
        assertThat(details.security().supported()).isTrue();
    }

    @Test
    void detailsOfAFileSayThatItIsNoAtaDrive() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), new byte[65_536]);
        DriveDetails details = station.details("file:" + file);
        assertThat(details.ata()).isFalse();
        assertThat(details.drive().sectorCount()).isEqualTo(128);
    }

    @Test
    void headsAreFoundByRebuildAssist() throws Exception {
        HeadsView heads = station.heads("sim:healthy?size=64MiB&heads=3&bands=12");
        assertThat(heads.complete()).as(heads.sentence()).isTrue();
        assertThat(heads.bands().stream().map(HeadsView.Band::head).distinct()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(heads.bands().getFirst().firstLba()).isZero();
        assertThat(heads.bands().getLast().endLba()).isEqualTo(heads.sectorCount()).isEqualTo(131_072);
        assertThat(heads.commands()).isGreaterThanOrEqualTo(3L * heads.bands().size());
    }

    @Test
    void smartIsDecodedWithNamesThresholdsAndAVerdict() throws Exception {
        SmartView smart = station.smart(HEALTHY);
        assertThat(smart.verdict()).isEqualTo(SmartView.Verdict.GOOD);
        assertThat(smart.attributes()).anySatisfy(attribute -> {
            assertThat(attribute.id()).isEqualTo(5);
            assertThat(attribute.name()).isEqualTo("reallocated sectors");
            assertThat(attribute.threshold()).isPositive();
            assertThat(attribute.raw()).isZero();
            assertThat(attribute.failing()).isFalse();
        });
        assertThat(smart.temperatureCelsius()).isBetween(10, 70);
    }

    @Test
    void hiddenAreasAreShownWithoutBeingOpened() throws Exception {
        HiddenView hidden = station.hidden("sim:healthy?size=64MiB&hpa=16MiB&dco=8MiB");
        assertThat(hidden.hiddenByHost()).isEqualTo(32_768);
        assertThat(hidden.hiddenByOverlay()).isEqualTo(16_384);
        assertThat(hidden.visibleSectors()).isEqualTo(131_072 - 32_768 - 16_384);
        assertThat(hidden.visibleBefore()).isEqualTo(hidden.visibleSectors());
        assertThat(station.hidden(HEALTHY).sentence()).isEqualTo("Nothing is hidden.");
    }

    @Test
    void aHostProtectedAreaIsOpenedUntilPowerGoesAndTheOverlayStays() throws Exception {
        HiddenView opened = station.openHidden("sim:healthy?size=64MiB&hpa=16MiB&dco=8MiB");
        assertThat(opened.visibleBefore()).isEqualTo(81_920);
        assertThat(opened.visibleSectors()).isEqualTo(114_688);
        assertThat(opened.hiddenByHost()).isZero();
        assertThat(opened.hiddenByOverlay()).isEqualTo(16_384);
        assertThat(opened.sentence()).contains("81920").contains("114688").contains("power");
    }

    @Test
    void thereIsNothingToOpenWhereNothingIsHidden() {
        refused(() -> station.openHidden(HEALTHY), Kind.INPUT, "no host protected area");
    }

    @Test
    void aLockedDriveIsUnlockedWithItsPassword() throws Exception {
        String locked = "sim:healthy?size=64MiB&password=open-sesame";
        assertThat(station.security(locked).locked()).isTrue();
        byte[] password = "open-sesame".getBytes(StandardCharsets.US_ASCII);
        PasswordOrder order = new PasswordOrder(locked, false, password);
        assertThat(new PasswordOrder("sg:/dev/sg1", false, password).toString()).doesNotContain("sesame").doesNotContain("[B");
        assertThat(station.unlock(order).locked()).isFalse();
        assertThat(password).as("the password is not left in memory").containsOnly(0);
    }

    @Test
    void aWrongPasswordIsTheDrivesRefusalAndIsForgottenToo() {
        byte[] password = "wrong".getBytes(StandardCharsets.US_ASCII);
        refused(() -> station.unlock(new PasswordOrder("sim:healthy?size=64MiB&password=right", false, password)), Kind.OPERATOR, "ABRT");
        assertThat(password).containsOnly(0);
    }

    @Test
    void aPasswordIsNotSentToADriveThatIsNotLocked() {
        refused(() -> station.unlock(new PasswordOrder(HEALTHY, false, new byte[4])), Kind.OPERATOR, "not sent");
        refused(() -> station.unlock(new PasswordOrder("sim:healthy?password=a", false, new byte[33])), Kind.INPUT, "32 bytes");
    }

    @Test
    void preparationCommandsAreSentInOrder() throws Exception {
        List<CommandView> views = station.prepare(HEALTHY, List.of("look-ahead off", "sct-erc read 1 s", "write-cache off"));
        assertThat(views).extracting(CommandView::text).containsExactly("look-ahead off", "sct-erc read 1 s", "write-cache off");
        assertThat(views).allMatch(CommandView::done);
        assertThat(views.getFirst().effect()).isEqualTo("changes-volatile");
    }

    @Test
    void noPreparationIsSentWhenOneIsNotUnderstood() {
        refused(() -> station.prepare(HEALTHY, List.of("look-ahead off", "warp 9")), Kind.INPUT, "warp");
    }

    @Test
    void aPreparationThatWritesIsRefusedAndTheNextOneStillSent() throws Exception {
        List<CommandView> views = station.prepare(HEALTHY, List.of("raw 28 command=0xE7", "look-ahead off"));
        assertThat(views).extracting(CommandView::outcome).containsExactly(Outcome.REFUSED, Outcome.DONE);
        assertThat(views.getFirst().sentence()).contains("FLUSH CACHE");
    }

    @ParameterizedTest
    @ValueSource(strings = { "soft", "HARD" })
    void aResetEndsReadyAndWithTheSameDrive(String reset) throws Exception {
        ResetView view = station.reset(HEALTHY, reset, 31_000);
        assertThat(view.ready()).as(view.sentence()).isTrue();
        assertThat(view.millis()).isPositive();
    }

    @Test
    void aDriveThatIsAnotherOneAfterItsResetIsNotReady() throws Exception {
        ResetView view = station.reset("sim:healthy?size=64MiB&fault=identity-change", "soft", 31_000);
        assertThat(view.ready()).isFalse();
        assertThat(view.sentence()).contains("another one");
    }

    @Test
    void aResetThatDoesNotExistIsRefused() {
        refused(() -> station.reset(HEALTHY, "rescan", 1000), Kind.INPUT, "rescan");
        refused(() -> station.reset(HEALTHY, "kick", 1000), Kind.INPUT, "kick");
    }

    @Test
    void anyCommandThatReadsIsSentAndBringsRegistersAndData() throws Exception {
        CommandView identify = station.command(order(HEALTHY, false, 0xEC, 0, 0, 0));
        assertThat(identify.outcome()).isEqualTo(Outcome.DONE);
        assertThat(identify.data()).hasSize(512);
        assertThat(identify.status()).isEqualTo(0x50);
        assertThat(identify.sentence()).contains("DRDY DSC");
        CommandView read = station.command(order(HEALTHY, true, 0x24, 0, 3, 1000));
        assertThat(read.data()).isEqualTo(station.readSectors(HEALTHY, 1000, 3).bytes());
    }

    @Test
    void aCommandThatTheDriveFailsShowsTheBitsByName() throws Exception {
        CommandView behind = station.command(order(HEALTHY, true, 0x24, 0, 1, 131_072));
        assertThat(behind.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(behind.sentence()).contains("ERR").contains("IDNF").contains("LBA 131072");
        assertThat(behind.data()).isEmpty();
    }

    @Test
    void whatWritesOrIsUnknownDoesNotLeave() {
        refused(() -> station.command(order(HEALTHY, true, 0x35, 0, 1, 0, new byte[512])), Kind.INPUT, "WRITE DMA EXT");
        refused(() -> station.command(order(HEALTHY, false, 0x80, 0, 0, 0)), Kind.INPUT, "unknown");
        refused(() -> station.command(order(HEALTHY, false, 0xF4, 0, 0, 0, new byte[512])), Kind.INPUT, "SECURITY ERASE UNIT");
    }

    @Test
    void ordersThatMakeNoSenseAreRefused() {
        refused(() -> station.command(order(HEALTHY, false, 0x20, 0, 1, 1L << 28)), Kind.INPUT, "28-bit");
        refused(() -> station.command(new CommandOrder(HEALTHY, false, 0xEC, 0, 0, 0, "osmosis", 0, NOTHING, 1000)), Kind.INPUT, "osmosis");
        refused(() -> station.command(new CommandOrder(HEALTHY, false, 0xEC, 0, 0, 0, "", 0, NOTHING, 0)), Kind.INPUT, "1 ms");
        refused(() -> station.command(new CommandOrder(HEALTHY, false, 0x30, 0, 1, 0, "pio-out", 0, NOTHING, 1000)), Kind.INPUT, "data");
    }

    @Test
    void aFileTakesNoCommands() throws Exception {
        Path file = Files.write(folder.resolve("disk.img"), new byte[65_536]);
        refused(() -> station.smart("file:" + file), Kind.INPUT, "no access to single ATA commands");
    }

    @Test
    void theDriveOfARunningJobIsLeftAlone() throws Exception {
        String lasting = "sim:clustered?size=64MiB&seed=7&clock=real&speed=20";
        JobView job = station
                .start(new JobOrder(folder.resolve("job").toString(), lasting, folder.resolve("copy.img").toString(), "", List.of(), "", "",
                        JobOrder.Options.DEFAULT));
        refused(() -> station.smart(lasting), Kind.OPERATOR, folder.resolve("job").toString());
        station.steer(job.id(), new Steer.Stop());
    }

    @FunctionalInterface
    private interface Request {
        void make() throws Exception;
    }

    private static void refused(Request request, Kind kind, String words) {
        assertThatThrownBy(request::make).isInstanceOfSatisfying(StationException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.getMessage()).contains(words).endsWith(".");
        });
    }
}
