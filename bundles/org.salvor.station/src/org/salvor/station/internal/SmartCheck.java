package org.salvor.station.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.SmartAttribute;
import org.salvor.ata.SmartData;
import org.salvor.station.SmartView;
import org.salvor.station.SmartView.Verdict;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;

/** A drive's SMART data as a person judges it. */
final class SmartCheck {
    /** Attributes whose raw value counts sectors that were lost or replaced, by common use. */
    private static final int[] WORN = { 5, 187, 196, 197, 198 };
    private static final int FORETELLS = 1;

    private SmartCheck() {
    }

    static SmartView of(DriveSession session) throws StationException {
        IdentifyDevice page = session.identity();
        if (!page.supports(DriveFeature.SMART)) {
            throw new StationException(Kind.INPUT, session.address() + " has no SMART.");
        }
        if (!page.enabled(DriveFeature.SMART)) {
            throw new StationException(Kind.OPERATOR,
                    "SMART is off in " + session.address() + "; it can be switched on with the preparation command \"smart on\".");
        }
        AtaCommand smartData = DriveCommands.smartData();
        MemorySegment data = DriveSession.memory(smartData.dataBytes());
        session.send(smartData, data);
        SmartData smart = decoded(session, data);
        boolean failing = DriveCommands.smartFailing(session.send(DriveCommands.smartStatus(), MemorySegment.NULL));
        return view(session.address(), smart, failing);
    }

    /** With thresholds where the drive still gives them: they are obsolete. */
    private static SmartData decoded(DriveSession session, MemorySegment data) throws StationException {
        try {
            return session.page(DriveCommands.smartThresholds(), thresholds -> SmartData.decode(data, thresholds));
        } catch (StationException noThresholds) {
            try {
                return SmartData.decode(data);
            } catch (AtaFormatException e) {
                throw new StationException(Kind.OPERATOR,
                        session.address() + " does not answer sensibly to SMART READ DATA: " + e.getMessage(), e);
            }
        }
    }

    /** @param failing whether the drive itself says that it fails */
    static SmartView view(String address, SmartData smart, boolean failing) {
        List<SmartView.Attribute> attributes = new ArrayList<>();
        List<String> reached = new ArrayList<>();
        for (SmartAttribute attribute : smart.attributes()) {
            boolean foretells = (attribute.flags() & FORETELLS) != 0;
            attributes.add(new SmartView.Attribute(attribute.id(), attribute.name(), attribute.value(), attribute.worst(),
                    attribute.threshold().orElse(-1), attribute.raw(), foretells, attribute.failing()));
            if (attribute.failing()) {
                reached.add(attribute.name());
            }
        }
        List<String> worn = worn(smart);
        Verdict verdict = failing || !reached.isEmpty() ? Verdict.FAILING : worn.isEmpty() ? Verdict.GOOD : Verdict.WORN;
        String sentence = switch (verdict) {
        case FAILING -> (failing ? "The drive says that it is failing"
                : "The drive does not say that it is failing, and yet a threshold is reached")
                + (reached.isEmpty() ? "" : ": " + String.join(", ", reached))
                + (worn.isEmpty() ? "." : "; " + String.join(", ", worn) + ".");
        case WORN -> "The drive does not say that it is failing; it has " + String.join(", ", worn) + ".";
        case GOOD -> "Nothing in its SMART data speaks against the drive.";
        };
        return new SmartView(address, verdict, sentence, smart.temperature().orElse(Integer.MIN_VALUE), smart.offlineStatus(),
                smart.selfTestStatus(),
                List.copyOf(attributes));
    }

    private static List<String> worn(SmartData smart) {
        List<String> worn = new ArrayList<>();
        for (int id : WORN) {
            smart.attribute(id).filter(attribute -> (attribute.raw() & 0xFFFF_FFFFL) > 0)
                    .ifPresent(attribute -> worn.add((attribute.raw() & 0xFFFF_FFFFL) + " " + attribute.name()));
        }
        return worn;
    }
}
