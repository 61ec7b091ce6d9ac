package org.salvor.simulation;

import org.salvor.drive.Capabilities;
import org.salvor.drive.Drive;

/** A drive that takes no streaks: every block is a command of its own, as with a transport that knows nothing better. */
final class BlockByBlock extends PassingDrive {

    BlockByBlock(Drive drive) {
        super(drive);
    }

    @Override
    public Capabilities capabilities() {
        Capabilities all = super.capabilities();
        return new Capabilities(all.methods(), all.resets(), all.maxSectorsPerCommand(), all.bufferAlignmentBytes(), all.timeoutFloor(),
                false, all.movesBytes(), all.notes());
    }
}
