package org.salvor.power.scpi;

import java.io.IOException;
import org.salvor.power.device.Lines;

/** How an instrument is connected. */
interface ScpiPort {

    /** Opens it, talks, and closes it, within a deadline as a whole. */
    <T> T talk(Lines.Talk<T> talk) throws IOException;

    /** As an address and a sentence have it. */
    String text();
}
