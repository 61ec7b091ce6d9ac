package org.salvor.power.scpi;

import java.io.IOException;
import java.time.Duration;
import org.salvor.power.device.Host;
import org.salvor.power.device.Lines;
import org.salvor.power.device.TcpLines;

/** An instrument in the network: a raw socket, which by custom is port 5025. */
record TcpPort(Host host) implements ScpiPort {
    static final int USUAL_PORT = 5025;

    @Override
    public <T> T talk(Lines.Talk<T> talk) throws IOException {
        return TcpLines.talk(host, "\n", Duration.ofSeconds(5), talk);
    }

    @Override
    public String text() {
        return host.text(USUAL_PORT);
    }
}
