package org.salvor.power.powerman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;
import org.salvor.testkit.rig.FreePort;
import org.salvor.testkit.rig.Peer;

/** Against a powermand with its own virtual power controller behind it; its own client tells the truth. */
class PowermanSwitchesTest extends PowerSwitchContract {
    @TempDir
    Path folder;
    private Peer powerman;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = FreePort.tcp();
        Path configuration = Files.writeString(folder.resolve("powerman.conf"), """
                include "/etc/powerman/vpc.dev"
                listen "127.0.0.1:%d"
                device "test0" "vpc" "/usr/sbin/vpcd |&"
                node "t[0-15]" "test0"
                """.formatted(port));
        powerman = Peer.start(List.of("powermand", "pm", "vpcd"), """
                powermand -c "$1" -f & p=$!
                i=0; until pm -h "127.0.0.1:$2" -1 t3 -1 t4; do i=$((i+1)); [ $i -lt 100 ] || { kill $p; exit 1; }; sleep 0.1; done
                echo ready powerman; rest; kill $p; wait $p
                """, configuration.toString(), Integer.toString(port));
    }

    @AfterEach
    void end() {
        if (powerman != null) {
            powerman.close();
        }
    }

    private PowerSwitch open(String node) throws PowerOpenException {
        return new PowermanSwitches().open("powerman:127.0.0.1:" + port + "/" + node);
    }

    private static void requireFailed(PowerOutcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains(words).endsWith("."));
    }

    @Override
    protected PowerSwitch workingSwitch() throws Exception {
        return open("t3");
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() throws Exception {
        powerman.close();
        powerman = null;
        return Optional.of(open("t3"));
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) throws Exception {
        Process client = new ProcessBuilder("pm", "-h", "127.0.0.1:" + port, "-x", "-q", "t3").redirectErrorStream(true).start();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said).containsPattern("(?m)^t3: (on|off)$");
        return said.lines().anyMatch(line -> line.equals("t3: on"));
    }

    @Test
    void switchesOneNodeAndNoOther() throws Exception {
        open("t3").off();
        assertThat(open("t4").state()).isEqualTo(PowerState.ON);
    }

    @Test
    void anUnknownNodeIsToldInItsWords() throws Exception {
        requireFailed(open("t99").off(), "refused node t99", "t99");
    }

    @ParameterizedTest
    @ValueSource(strings = { "SSH-2.0-x\r\n", "001 2.3\r\n302 on: t3\r\n", "001 2.3\r\n" })
    void anotherServerIsTold(String greeting) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> {
                while (!other.isClosed()) {
                    try (Socket socket = other.accept(); OutputStream out = socket.getOutputStream()) {
                        out.write(greeting.getBytes(StandardCharsets.US_ASCII));
                    } catch (Exception gone) {
                        // the test has ended
                    }
                }
            });
            requireFailed(new PowermanSwitches().open("powerman:127.0.0.1:" + other.getLocalPort() + "/t3").off(), "127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "powerman:", "powerman:host", "powerman:host/t[0-3]", "powerman:host/a,b", "powerman:host/-x", "powerman:h:x/t1" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> new PowermanSwitches().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }
}
