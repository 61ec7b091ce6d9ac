package org.salvor.drive.spi;

import java.util.List;
import org.salvor.drive.DriveIdentity;

/**
 * One maker's own commands: pure encoding and decoding, never I/O. It makes frames; whether they leave is for the operator and the command
 * gate to decide. Found as an OSGi service; any thread.
 */
public interface VendorCommandSet {

    /** What plans and command lines call it: lower case letters, digits and hyphens, such as {@code wd-royl}. */
    String name();

    /** Whether drives of this identity are known to understand these commands. A guess is no. */
    boolean suits(DriveIdentity identity);

    /** The commands, each under a name of its own. */
    List<VendorCommand> commands();
}
