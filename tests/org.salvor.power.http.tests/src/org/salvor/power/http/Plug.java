package org.salvor.power.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A plug with two outlets that speaks as all three kinds do. */
final class Plug implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final boolean[] on = { true, true };
    final List<String> requests = new CopyOnWriteArrayList<>();
    volatile String instead = "";
    volatile boolean lies;
    volatile boolean locked;

    Plug() throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    serve(socket);
                } catch (IOException gone) {
                    // the next one may come
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized boolean isOn(int outlet) {
        return on[outlet - 1];
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String path = in.readLine().split(" ")[1];
        boolean allowed = !locked || path.contains("user=lab&password=a%26b");
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            allowed |= line.equals("Authorization: Basic bGFiOmEmYg=="); // lab:a&b
        }
        requests.add(path);
        String body = instead.isEmpty() ? take(path) : instead;
        String status = !allowed ? "401 Unauthorized" : body.isEmpty() ? "404 Not Found" : "200 OK";
        socket.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private synchronized String take(String path) {
        if (path.startsWith("/cm?cmnd=Status%208")) {
            return "{\"StatusSNS\":{\"ENERGY\":{\"Voltage\":231,\"Current\":0.043}}}";
        } else if (path.startsWith("/cm?cmnd=Power")) {
            int outlet = path.charAt(14) - '0';
            set(outlet, path.contains("%20On"), path.contains("%20"));
            return "{\"POWER" + outlet + "\":\"" + (on[outlet - 1] ? "ON" : "OFF") + "\"}";
        } else if (path.startsWith("/rpc/Switch.")) {
            int outlet = path.charAt(path.indexOf("id=") + 3) - '0' + 1;
            boolean was = on[outlet - 1];
            set(outlet, path.endsWith("on=true"), path.contains("Switch.Set"));
            return path.contains("Switch.Set") ? "{\"was_on\":" + was + "}"
                    : "{\"id\":" + (outlet - 1) + ",\"output\":" + on[outlet - 1] + ",\"voltage\":229.5,\"current\":0.000}";
        } else if (path.startsWith("/relay/")) {
            int outlet = path.charAt(7) - '0' + 1;
            set(outlet, path.endsWith("turn=on"), path.contains("turn="));
            return "{\"ison\":" + on[outlet - 1] + ",\"source\":\"http\"}";
        }
        return "";
    }

    private void set(int outlet, boolean wanted, boolean order) {
        if (order && !lies) {
            on[outlet - 1] = wanted;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
