package org.salvor.rig;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The emulator's own control line (QMP), by which a script in the guest plugs drives and asks for counts: it leaves a command as {@code ask.N} in the
 * exchange folder and finds the answer as {@code answer.N}. Each guest has one, for as long as it runs.
 */
final class Monitor implements AutoCloseable {
    private static final long LOOK_MILLIS = 50;
    private static final long CONNECT_MILLIS = 30_000;
    private static final long ANSWER_SECONDS = 30;
    private final Path exchange;
    private final Thread thread;
    private final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
    private volatile boolean ended;

    Monitor(Path exchange) {
        this.exchange = exchange;
        thread = Thread.ofPlatform().daemon().name("rig monitor").start(this::run);
    }

    private void run() {
        try (SocketChannel channel = connect()) {
            Thread.ofPlatform().daemon().name("rig monitor reader").start(() -> receive(channel));
            execute(channel, "{\"execute\":\"qmp_capabilities\"}");
            while (!ended) {
                serve(channel);
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (IOException e) {
            // The emulator has gone; whoever waits for it says so.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SocketChannel connect() throws IOException, InterruptedException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(exchange.resolve("monitor"));
        for (long waited = 0;; waited += LOOK_MILLIS) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
                return channel;
            } catch (IOException notYet) {
                channel.close();
                if (ended || waited > CONNECT_MILLIS) {
                    throw notYet;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private void receive(SocketChannel channel) {
        try (BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject message = JsonParser.parseString(line).getAsJsonObject();
                if (message.has("event")) {
                    events.add(message);
                } else if (!message.has("QMP")) {
                    answers.add(message);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(SocketChannel channel) throws IOException, InterruptedException {
        try (DirectoryStream<Path> asked = Files.newDirectoryStream(exchange, "ask.*")) {
            for (Path ask : asked) {
                String answer = execute(channel, Files.readString(ask).strip());
                Files.delete(ask);
                String number = ask.getFileName().toString().substring("ask.".length());
                Path part = Files.writeString(exchange.resolve("answering"), answer);
                Files.move(part, exchange.resolve("answer." + number), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** A drive that is taken away counts as gone only when the emulator has said that it is. */
    private String execute(SocketChannel channel, String command) throws IOException, InterruptedException {
        answers.clear();
        events.clear();
        channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
        JsonObject answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            return "{\"error\":\"the emulator did not answer in time\"}";
        }
        boolean takesAway = JsonParser.parseString(command).getAsJsonObject().get("execute").getAsString().equals("device_del");
        if (takesAway && answer.has("return")) {
            JsonObject event = events.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            while (event != null && !event.get("event").getAsString().equals("DEVICE_DELETED")) {
                event = events.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            }
            return event == null ? "{\"error\":\"the drive did not go\"}" : answer.toString();
        }
        return answer.toString();
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
