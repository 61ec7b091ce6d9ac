package org.salvor.drive.ahci;

import java.util.Optional;

/** One drive's part in a controller, which drives of other jobs may use too. Any thread. */
interface Tenancy {

    /**
     * Does something that would hit every drive of the controller, unless others use it; none is let in meanwhile.
     *
     * @return who else uses it, as half a sentence; empty when it was done
     */
    Optional<String> whileAlone(Runnable work);

    /** Ends this part; the controller goes back to the kernel with the last. Called once. */
    void giveBack();
}
