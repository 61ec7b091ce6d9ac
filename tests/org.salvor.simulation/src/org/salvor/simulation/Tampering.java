package org.salvor.simulation;

import org.salvor.drive.Drive;
import org.salvor.imaging.CaseLog;
import org.salvor.imaging.Destination;
import org.salvor.imaging.EpochStore;
import org.salvor.imaging.ImagerOrder;
import org.salvor.power.PowerSwitch;

/** What can be put between the engine and its parts. The engine with it in place is another engine: one that does what the tampering does. */
public interface Tampering {

    default Drive source(Drive source) {
        return source;
    }

    default PowerSwitch power(PowerSwitch supply) {
        return supply;
    }

    default Destination destination(Destination destination) {
        return destination;
    }

    default EpochStore epochs(EpochStore epochs) {
        return epochs;
    }

    default CaseLog caseLog(CaseLog caseLog) {
        return caseLog;
    }

    /** Whether an order reaches the engine. */
    default boolean obeys(ImagerOrder order) {
        return true;
    }
}
