package org.salvor.ui.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.station.DriveView;
import org.salvor.station.JobOrder;
import org.salvor.ui.Samples;

class ImagingRequestTest {
    private final ImagingRequest request = new ImagingRequest(Path.of("/home/me/salvor-jobs"));

    private void sourceChosen() {
        request.source("block:/dev/sdb");
        request.identified(Samples.DRIVE);
    }

    @Test
    void aSourceThatAnswersBringsAProposalForFileAndFolder() {
        sourceChosen();
        assertThat(request.folder()).isEqualTo("/home/me/salvor-jobs/wdc-wd10ezex-wd-wcc6y0abcdef");
        assertThat(request.destination()).isEqualTo("/home/me/salvor-jobs/wdc-wd10ezex-wd-wcc6y0abcdef/image.dd");
    }

    @Test
    void aDriveWithAnEvilNameMakesNoEvilFolder() {
        request.source("x");
        request.identified(new DriveView("x", "", "../../etc", "/passwd\n", "", 1, 512, 512, "", "", "", "", ""));
        assertThat(request.folder()).isEqualTo("/home/me/salvor-jobs/etc-passwd");
    }

    @Test
    void anotherSourceHasToSayAnewWhoItIs() {
        sourceChosen();
        request.objections(List.of());
        assertThat(request.complete()).isTrue();
        request.source("block:/dev/sdc");
        assertThat(request.sourceKnown()).isFalse();
        assertThat(request.complete()).isFalse();
    }

    @Test
    void nothingIsReadyWhileAnythingSpeaksAgainstTheDestination() {
        sourceChosen();
        assertThat(request.destinationReady()).as("not asked yet").isFalse();
        request.objections(List.of("It is mounted."));
        assertThat(request.destinationReady()).isFalse();
        request.objections(List.of());
        assertThat(request.destinationReady()).isTrue();
    }

    @Test
    void aDriveIsOverwrittenOnlyAfterItsSerialNumberWasTyped() {
        sourceChosen();
        request.destination(true, "block:/dev/sdc");
        request.destinationIdentified(new DriveView("block:/dev/sdc", "USB", "Disk", " S4X1 ", "", 9, 512, 512, "", "", "", "", ""));
        request.objections(List.of());
        assertThat(request.complete()).isFalse();
        assertThat(request.order().options().confirmed()).isFalse();
        request.typed("S4X");
        assertThat(request.complete()).isFalse();
        request.typed("S4X1");
        assertThat(request.complete()).isTrue();
        assertThat(request.order().options().confirmed()).isTrue();
    }

    @Test
    void aDriveWithoutSerialNumberIsConfirmedByItsAddress() {
        request.destination(true, "block:/dev/sdc");
        assertThat(request.confirmationWord()).isEqualTo("block:/dev/sdc");
    }

    @Test
    void anotherDestinationHasToBeConfirmedAnew() {
        sourceChosen();
        request.destination(true, "block:/dev/sdc");
        request.typed("block:/dev/sdc");
        request.objections(List.of());
        assertThat(request.confirmed()).isTrue();
        request.destination(true, "block:/dev/sdd");
        assertThat(request.confirmed()).isFalse();
        assertThat(request.destinationReady()).isFalse();
    }

    @Test
    void anImageFileNeedsNoConfirmationAndIsOrderedAsAFile() {
        sourceChosen();
        request.destination(false, "/images/a.dd");
        request.objections(List.of());
        request.plan("gentle");
        request.fill("zeros");
        request.preallocate(true);
        JobOrder order = request.order();
        assertThat(order.source()).isEqualTo("block:/dev/sdb");
        assertThat(order.destination()).isEqualTo("file:/images/a.dd");
        assertThat(order.plan()).isEqualTo("gentle");
        assertThat(order.options().fill()).isEqualTo("zeros");
        assertThat(order.options().preallocate()).isTrue();
        assertThat(order.options().confirmed()).isFalse();
    }

    @Test
    void aDriveNamedAsAFileIsAMistake() {
        for (String drive : List.of("/dev/sdc", "block:/dev/sdc", "sg:/dev/sg1")) {
            request.destination(false, drive);
            assertThat(request.destinationMistake()).startsWith(drive + " is a drive and no file");
            request.destination(true, drive);
            assertThat(request.destinationMistake()).isEmpty();
        }
        for (String file : List.of("/images/a.dd", "file:/images/a.dd", "")) {
            request.destination(false, file);
            assertThat(request.destinationMistake()).isEmpty();
        }
    }

    @Test
    void aJobFolderMustBeAWholePath() {
        request.folder("");
        assertThat(request.folderProblem()).startsWith("Name a folder");
        request.folder("jobs/one");
        assertThat(request.folderProblem()).startsWith("Give the whole path");
        request.folder("/a\0b");
        assertThat(request.folderProblem()).contains("cannot be the name of a folder");
        request.folder("/jobs/one");
        assertThat(request.folderProblem()).isEmpty();
    }
}
