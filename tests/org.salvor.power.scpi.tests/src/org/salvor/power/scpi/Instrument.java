package org.salvor.power.scpi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A supply with two outputs, scripted: it takes every dialect, and an output that is told nothing stays as it is. */
final class Instrument implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicReference<Socket> talking = new AtomicReference<>();
    private final boolean[] on = { true, true };
    private int selected = 1;
    private String error = "0,\"No error\"";
    volatile String identity = "ACME,DP832,SN1,1.0";
    volatile String amperes = "+4.30E-01";
    volatile boolean refuses;
    volatile boolean lies;

    Instrument() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    talking.set(socket);
                    serve(socket.getInputStream(), socket.getOutputStream());
                } catch (IOException gone) {
                    // the next one may come
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized boolean isOn(int output) {
        return on[output - 1];
    }

    /** Serves lines until the other end goes. */
    void serve(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String answer = take(line.strip());
            if (!answer.isEmpty()) {
                out.write((answer + "\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        }
    }

    private synchronized String take(String line) {
        String output = line.replaceFirst(".*(?:CH|@)(\\d).*", "$1");
        int index = (output.length() == 1 ? Integer.parseInt(output) : selected) - 1;
        if (line.equals("*IDN?")) {
            return identity;
        } else if (line.equals("*CLS")) {
            error = "0,\"No error\"";
        } else if (line.startsWith("INST:NSEL ")) {
            selected = Integer.parseInt(line.substring(10));
        } else if (line.startsWith("OUTP?")) {
            return on[index] ? "1" : "0";
        } else if (line.startsWith("MEAS:VOLT?")) {
            return on[index] ? "1.2003E+01" : "0.0";
        } else if (line.startsWith("MEAS:CURR?")) {
            return amperes;
        } else if (line.startsWith("SYST:ERR?")) {
            return error;
        } else if (line.startsWith("OUTP ") && refuses) {
            error = "-221,\"Settings conflict\"";
        } else if (line.startsWith("OUTP ") && !lies) {
            on[index] = line.contains("ON");
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
        Socket open = talking.get();
        if (open != null) {
            open.close();
        }
    }
}
