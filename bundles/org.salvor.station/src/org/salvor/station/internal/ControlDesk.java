package org.salvor.station.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.SecurityState;
import org.salvor.ata.TaskFile;
import org.salvor.ata.TransferMode;
import org.salvor.drive.Clock;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.HeadMap;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.RebuildAssistHeads;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.imaging.plan.Preparation;
import org.salvor.imaging.plan.PreparationText;
import org.salvor.station.CommandOrder;
import org.salvor.station.CommandView;
import org.salvor.station.DriveDetails;
import org.salvor.station.DriveView;
import org.salvor.station.HeadsView;
import org.salvor.station.HiddenView;
import org.salvor.station.PasswordOrder;
import org.salvor.station.Providers;
import org.salvor.station.ResetView;
import org.salvor.station.SecurityView;
import org.salvor.station.SmartView;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;

/** What is done to one drive outside jobs. Each call opens the drive and gives it back. Any thread. */
public final class ControlDesk {
    private static final int PASSWORD_BYTES = 32;
    private static final int PASSWORD_OFFSET = 2;
    private static final long PREPARATION_MILLIS = 10_000;
    private static final long IDENTIFY_MILLIS = 5_000;

    private final Providers providers;
    private final Clock hostClock;
    private final String address;

    ControlDesk(Providers providers, Clock hostClock, String address) {
        this.providers = providers;
        this.hostClock = hostClock;
        this.address = address;
    }

    private DriveSession open() throws StationException {
        return new DriveSession(providers, hostClock, address);
    }

    public DriveDetails details() throws StationException {
        try (DriveSession session = open()) {
            DriveView view = JobViews.drive(address, Providers.address(address).scheme(), session.drive().identity(),
                    session.drive().capabilities(), "");
            if (session.drive().ataPort().isEmpty()) {
                return new DriveDetails(view, false, "", "unknown", 0, 0, 0, 0, 0, List.of(), "", List.of(), security(SecurityState.NONE),
                        new byte[0]);
            }
            IdentifyDevice page = session.identity();
            List<DriveDetails.Feature> features = new ArrayList<>();
            for (DriveFeature feature : page.supported()) {
                features.add(new DriveDetails.Feature(words(feature.name()), page.enabled(feature)));
            }
            return new DriveDetails(view, true, page.worldWideName() == 0 ? "" : "%016x".formatted(page.worldWideName()),
                    words(page.transport().name()),
                    page.rotationRpm().orElse(0), page.queueDepth(), page.alignmentOffsetSectors(), page.eccBytes(),
                    page.maxMultipleSectors(),
                    page.transferModes().stream().map(ControlDesk::words).toList(),
                    page.selectedDmaMode().map(ControlDesk::words).orElse(""),
                    List.copyOf(features), security(page.security()), page.raw());
        }
    }

    public SmartView smart() throws StationException {
        try (DriveSession session = open()) {
            return SmartCheck.of(session);
        }
    }

    public HeadsView heads() throws StationException {
        try (DriveSession session = open()) {
            DriveIdentity drive = session.drive().identity();
            HeadMap map = new RebuildAssistHeads(session.port(), drive, IDENTIFY_MILLIS).find(() -> true);
            return new HeadsView(address, map.sectorCount(),
                    map.bands().stream().map(band -> new HeadsView.Band(band.head(), band.firstLba(), band.endLba())).toList(),
                    map.commands(), map.complete(), map.complete() ? "The drive has %d heads in %d bands.".formatted(map.heads().size(),
                            map.bands().size()) : map.shortfall());
        }
    }

    public HiddenView hidden(boolean open) throws StationException {
        try (DriveSession session = open()) {
            return open ? HiddenAreas.opened(session) : HiddenAreas.seen(session);
        }
    }

    public SecurityView security() throws StationException {
        try (DriveSession session = open()) {
            return security(session.identity().security());
        }
    }

    public SecurityView unlock(PasswordOrder order) throws StationException {
        byte[] password = order.password();
        MemorySegment block = MemorySegment.NULL;
        try (DriveSession session = open()) {
            if (password.length > PASSWORD_BYTES) {
                throw new StationException(Kind.INPUT,
                        "A drive's password has " + PASSWORD_BYTES + " bytes at most, not " + password.length + ".");
            }
            SecurityState state = session.identity().security();
            if (!state.locked() || state.frozen() || state.attemptsExpired()) {
                throw new StationException(Kind.OPERATOR, "The password was not sent: " + sentence(state));
            }
            block = DriveSession.memory(IdentifyDevice.BYTES);
            block.set(ValueLayout.JAVA_BYTE, 0, (byte) (order.master() ? 1 : 0));
            MemorySegment.copy(MemorySegment.ofArray(password), 0, block, PASSWORD_OFFSET, password.length);
            session.send(new AtaCommand(TaskFile.of(0xF2), Protocol.PIO_OUT, IdentifyDevice.BYTES), block);
            return security(session.identity().security());
        } finally {
            Arrays.fill(password, (byte) 0);
            block.fill((byte) 0);
        }
    }

    public List<CommandView> prepare(List<String> commands) throws StationException {
        List<Preparation> preparations = new ArrayList<>();
        for (String text : commands) {
            try {
                preparations.add(PreparationText.parse(text));
            } catch (IllegalArgumentException e) {
                throw new StationException(Kind.INPUT, e.getMessage(), e);
            }
        }
        try (DriveSession session = open()) {
            List<CommandView> views = new ArrayList<>();
            for (Preparation preparation : preparations) {
                MemorySegment data = DriveSession.memory(preparation.payload().length);
                MemorySegment.copy(MemorySegment.ofArray(preparation.payload()), 0, data, 0, preparation.payload().length);
                views.add(SingleCommand.send(session, preparation.text(), preparation.taskFile(), preparation.protocol(), data,
                        PREPARATION_MILLIS));
            }
            return List.copyOf(views);
        }
    }

    public ResetView reset(String name, long readyMillis) throws StationException {
        Reset reset = Arrays.stream(Reset.values()).filter(known -> known.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new StationException(Kind.INPUT,
                        "\"" + name + "\" is not a reset; there are soft, hard, rescan and controller."));
        if (readyMillis < 1) {
            throw new StationException(Kind.INPUT, "A reset needs at least 1 ms to wait for.");
        }
        try (DriveSession session = open()) {
            ResetOutcome outcome = session.drive().reset(reset, readyMillis);
            double millis = outcome.elapsedNanos() / 1e6;
            String word = words(reset.name());
            return switch (outcome) {
            case ResetOutcome.Ready _ -> switch (session.drive().identify(IDENTIFY_MILLIS)) {
            case IdentifyOutcome.Identified(var again) when again.sameDrive(session.drive().identity()) ->
                    new ResetView(address, word, true, millis, "The drive is ready and says that it is the same one.");
            case IdentifyOutcome.Identified(var other) ->
                    new ResetView(address, word, false, millis, "The drive now says that it is another one: "
                            + other.model() + ", serial " + other.serial() + "; do not trust what it reads.");
            case IdentifyOutcome.NoAnswer(String why) ->
                    new ResetView(address, word, false, millis, "The drive is ready and does not say who it is: " + why);
            };
            case ResetOutcome.StillBusy busy -> new ResetView(address, word, false, millis, "The drive did not get ready: " + busy.why());
            case ResetOutcome.Gone gone -> new ResetView(address, word, false, millis, "The drive is gone: " + gone.why());
            case ResetOutcome.Unavailable none ->
                    throw new StationException(Kind.INPUT, "There is no " + word + " reset of " + address + ": " + none.why());
            };
        }
    }

    public CommandView command(CommandOrder order) throws StationException {
        try (DriveSession session = open()) {
            return SingleCommand.send(session, order);
        }
    }

    private SecurityView security(SecurityState state) {
        return new SecurityView(address, state.supported(), state.enabled(), state.locked(), state.frozen(), state.attemptsExpired(),
                state.masterMaximum(), sentence(state));
    }

    private static String sentence(SecurityState state) {
        if (!state.supported()) {
            return "The drive has no passwords.";
        }
        if (state.frozen()) {
            return "The drive takes no security commands until its power is cycled"
                    + (state.locked() ? ", and is locked." : state.enabled() ? "; it has a password and is unlocked." : ".");
        }
        if (state.locked() && state.attemptsExpired()) {
            return "The drive is locked and takes no more passwords until its power is cycled.";
        }
        if (state.locked()) {
            return "The drive is locked: no sector can be read until the "
                    + (state.masterMaximum() ? "user password comes; the master password could only erase."
                            : "user or master password comes.");
        }
        return state.enabled() ? "The drive has a password and is unlocked until its power is cycled." : "The drive has no password.";
    }

    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(TransferMode mode) {
        String name = mode.name();
        return name.substring(0, name.length() - 1) + " " + name.charAt(name.length() - 1);
    }
}
