package org.salvor.power.http;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.salvor.power.Measured;
import org.salvor.power.PowerState;
import org.salvor.power.device.Answers;
import org.salvor.power.device.Channel;
import org.salvor.power.device.Deadline;
import org.salvor.power.device.Host;
import org.salvor.power.device.LabFile;

/** An outlet of a plug that takes requests. Names and passwords come from the power file. */
record PlugChannel(Host host, int outlet, PlugKind kind, LabFile lab) implements Channel {
    static final int USUAL_PORT = 80;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 64 * 1024;

    @Override
    public String address() {
        return "plug:" + host.text(USUAL_PORT) + "/" + outlet;
    }

    @Override
    public String name() {
        return "outlet " + outlet + " of the plug at " + host.text(USUAL_PORT);
    }

    @Override
    public String intent(boolean on) {
        return "ask for http://" + host.text(USUAL_PORT) + kind.set(outlet, on);
    }

    @Override
    public void set(boolean on) throws IOException {
        ask(kind.set(outlet, on));
    }

    @Override
    public PowerState ask() throws IOException {
        Optional<Boolean> on = kind.state(ask(kind.ask(outlet)), outlet);
        if (on.isEmpty()) {
            throw new IOException("What answers at " + host + " does not tell the state of outlet " + outlet + " as a "
                    + kind.name().toLowerCase(Locale.ROOT) + " does; check the address and ?kind= (tasmota, shelly, shelly1).");
        }
        return on.get() ? PowerState.ON : PowerState.OFF;
    }

    @Override
    public Measured measure() throws IOException {
        String path = kind.measure(outlet);
        return path.isEmpty() ? Measured.NONE : kind.measured(ask(path));
    }

    private JsonObject ask(String path) throws IOException {
        String late = "No answer from the plug at " + host + " within " + LIMIT.toSeconds()
                + " s; check that it is in the network and that the address is right.";
        String user = lab.get("plug." + host.name() + ".user").orElse("");
        String password = lab.get("plug." + host.name() + ".password").orElse("");
        boolean inPath = kind == PlugKind.TASMOTA && !user.isEmpty(); // its commands take no other way
        URI uri = URI.create("http://" + host + path + (inPath ? "&user=" + encoded(user) + "&password=" + encoded(password) : ""));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LIMIT).GET();
        if (!inPath && !user.isEmpty()) {
            request.header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }
        return Deadline.within(LIMIT, late, () -> send(request.build()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonObject send(HttpRequest request) throws IOException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(LIMIT).build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return read(answer.statusCode(), new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("It was stopped before the plug at " + host + " answered.", e);
        } catch (IOException e) {
            throw e.getMessage() != null && e.getMessage().endsWith(".") ? e
                    : new IOException("The plug at " + host + " cannot be asked (" + e.getClass().getSimpleName()
                            + "); check that it is in the network and that the address is right.", e);
        } finally {
            client.shutdownNow();
        }
    }

    private JsonObject read(int status, String body) throws IOException {
        if (status == 401 || status == 403) {
            throw new IOException("The plug at " + host + " wants a name and a password; set down plug." + host.name() + ".user and plug."
                    + host.name() + ".password in " + lab.file() + ".");
        }
        if (status != 200) {
            throw new IOException("The plug at " + host + " refused with HTTP status " + status
                    + "; check the outlet and ?kind= (tasmota, shelly, shelly1).");
        }
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException | IllegalStateException | StackOverflowError notJson) {
            // told below
        }
        throw new IOException("What answers at " + host + " is no plug: it says " + Answers.shown(body) + "; check the address.");
    }
}
