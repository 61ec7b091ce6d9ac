package org.salvor.cli.internal;

import java.io.PrintWriter;
import java.util.stream.IntStream;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.salvor.cli.Salvor;

/** The command line as an Equinox application: the exit code of the command is that of the process. */
public final class CommandLineApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        String[] args = arguments(context);
        PrintWriter out = EncodedWriter.of(System.out, false, System.getProperty("stdout.encoding"));
        PrintWriter err = EncodedWriter.of(System.err, true, System.getProperty("stderr.encoding"));
        int code = Salvor.run(args, out, err);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public void stop() {
        // A command that runs is stopped by the signal that stops the process, not by the framework.
    }

    /**
     * The arguments as typed. The launcher hands them over as system properties, because the framework keeps some arguments, such as
     * {@code -data}, for itself; without such a launcher they are what the framework left.
     */
    private static String[] arguments(IApplicationContext context) {
        Integer count = Integer.getInteger("salvor.arguments");
        if (count == null) {
            return (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        }
        return IntStream.range(0, count).mapToObj(i -> System.getProperty("salvor.argument." + i, "")).toArray(String[]::new);
    }
}
