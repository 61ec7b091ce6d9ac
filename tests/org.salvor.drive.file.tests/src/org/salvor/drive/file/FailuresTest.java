package org.salvor.drive.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.salvor.drive.Evidence;
import org.salvor.drive.ReadOutcome;
import org.salvor.linux.Errno;
import org.salvor.linux.LinuxException;

class FailuresTest {
    @Test
    void eachErrorNumberBecomesTheOutcomeThatItMeans() {
        Map<Errno, Class<? extends ReadOutcome>> meanings = Map.of(Errno.EIO, ReadOutcome.MediaError.class, Errno.ENODATA,
                ReadOutcome.MediaError.class,
                Errno.EILSEQ, ReadOutcome.MediaError.class, Errno.EREMOTEIO, ReadOutcome.MediaError.class, Errno.ENXIO,
                ReadOutcome.Gone.class, Errno.ENODEV,
                ReadOutcome.Gone.class, Errno.ENOMEDIUM, ReadOutcome.Gone.class, Errno.ETIMEDOUT, ReadOutcome.TimedOut.class, Errno.ENOLINK,
                ReadOutcome.TransferError.class, Errno.EINVAL, ReadOutcome.Aborted.class);
        meanings.forEach((errno, kind) -> assertThat(outcome(errno.number())).as("%s", errno).isInstanceOf(kind));
    }

    @Test
    void aTimeoutOfTheKernelsOwnIsOver() {
        assertThat(outcome(Errno.ETIMEDOUT.number())).isInstanceOfSatisfying(ReadOutcome.TimedOut.class,
                t -> assertThat(t.stillInKernel()).isFalse());
    }

    @Test
    void aNumberNobodyKnowsIsARefusalThatKeepsIt() {
        ReadOutcome outcome = outcome(524);
        assertThat(outcome).isInstanceOf(ReadOutcome.Aborted.class);
        assertThat(outcome.evidence().errno()).isEqualTo(524);
        assertThat(outcome.provenSectors()).isEqualTo(9);
    }

    private static ReadOutcome outcome(int errno) {
        return Failures.outcome(new LinuxException("read", "x", errno), -1, 9, Evidence.ofErrno(5, errno));
    }
}
