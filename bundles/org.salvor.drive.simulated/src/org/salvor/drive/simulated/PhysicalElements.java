package org.salvor.drive.simulated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.salvor.ata.PhysicalElementStatus;
import org.salvor.ata.PhysicalElementStatus.Element;
import org.salvor.ata.TaskFile;
import org.salvor.drive.simulated.internal.Medium;

/** What the drive tells of its heads: one storage element each, counted from 1, with the sectors that it reads. */
final class PhysicalElements {
    private static final int HEALTHY = 10;
    private static final int WEAK = 150;
    private static final int DEAD = 207;
    private static final int BLOCK = 512;
    private static final int FILTER = 0xC000;
    private static final int REPORT_TYPE = 0x0F00;
    private static final int OUTSIDE_LIMITS = 0x4000;
    private final Profile profile;
    private final Medium medium;
    private long[] sectors;

    PhysicalElements(Profile profile, Medium medium) {
        this.profile = profile;
        this.medium = medium;
    }

    /** GET PHYSICAL ELEMENT STATUS: the filter and kind of report in the feature register, the first element in the LBA, blocks in the count. */
    Reply status(TaskFile taskFile) {
        int filter = taskFile.feature() & FILTER;
        if ((taskFile.feature() & REPORT_TYPE) > 0x100 || filter > OUTSIDE_LIMITS || taskFile.count() == 0) {
            return Reply.aborted();
        }
        List<Element> fitting = new ArrayList<>();
        for (int head = 0; head < profile.count(Parameter.HEADS); head++) {
            Element element = new Element(head + 1, PhysicalElementStatus.STORAGE, health(head), sectors(head));
            boolean wanted = filter == 0 || element.condition() != PhysicalElementStatus.Condition.WITHIN_LIMITS;
            if (wanted && element.identifier() >= taskFile.lba()) {
                fitting.add(element);
            }
        }
        int room = (int) Math.min(fitting.size(), (long) taskFile.count() * BLOCK / 32 - 1);
        byte[] answer = new PhysicalElementStatus(fitting.size(), 0, fitting.subList(0, room)).encode();
        return Reply.data(Arrays.copyOf(answer, taskFile.count() * BLOCK));
    }

    private int health(int head) {
        return head == (int) profile.value(Parameter.DEAD_HEAD) ? DEAD : head == (int) profile.value(Parameter.WEAK_HEAD) ? WEAK : HEALTHY;
    }

    private long sectors(int head) {
        if (sectors == null) {
            sectors = new long[profile.count(Parameter.HEADS)];
            for (long lba = 0; lba < medium.sectorCount();) {
                long end = medium.bandEnd(lba);
                sectors[medium.head(lba)] += end - lba;
                lba = end;
            }
        }
        return sectors[head];
    }
}
