package org.salvor.imaging;

import org.salvor.drive.Reset;

/** Orders to a running imager, from any thread. */
public sealed interface ImagerOrder {

    record Stop() implements ImagerOrder {
    }

    record Pause() implements ImagerOrder {
    }

    record Continue() implements ImagerOrder {
    }

    record SkipPass() implements ImagerOrder {
    }

    record ResetSource(Reset reset) implements ImagerOrder {
    }

    /** A destination, opened anew after a failure or another one that already holds all that is durable. The imager owns it from now on. */
    record UseDestination(Destination destination) implements ImagerOrder {
    }
}
