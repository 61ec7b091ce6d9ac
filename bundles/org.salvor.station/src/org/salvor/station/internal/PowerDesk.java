package org.salvor.station.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.power.Measured;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;
import org.salvor.power.SwitchBudget;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerSwitchProvider;
import org.salvor.station.PowerOrder;
import org.salvor.station.PowerOrder.Action;
import org.salvor.station.Providers;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;
import org.salvor.station.SwitchListing;
import org.salvor.station.SwitchView;
import org.salvor.station.SwitchedView;

/** Power switches by hand. Any thread. */
public final class PowerDesk {
    private static final Duration LONGEST_OFF = Duration.ofMinutes(10);

    private final Providers providers;
    private final Clock hostClock;
    private final Supplies supplies;

    PowerDesk(Providers providers, Clock hostClock, Supplies supplies) {
        this.providers = providers;
        this.hostClock = hostClock;
        this.supplies = supplies;
    }

    public List<SwitchListing> list() {
        List<SwitchListing> listings = new ArrayList<>();
        for (PowerSwitchProvider provider : providers.power()) {
            List<PowerListing> seen = provider.discover();
            seen.forEach(each -> listings.add(new SwitchListing(each.address(), each.name(), true, each.problem())));
            if (seen.isEmpty()) {
                listings.add(new SwitchListing(provider.scheme() + ":", provider.usage(), false, ""));
            }
        }
        listings.sort(Comparator.comparing(SwitchListing::found).reversed().thenComparing(SwitchListing::address));
        return listings;
    }

    /** A switch, and the drive that has to be closed when it is the drive's own. */
    private record Opened(PowerSwitch power, String address, Optional<Drive> drive) implements AutoCloseable {
        @Override
        public void close() {
            drive.ifPresent(Drive::close);
        }
    }

    private Opened open(String address) throws StationException {
        String scheme = address.contains(":") ? address.substring(0, address.indexOf(':')) : "";
        if (providers.drives().stream().noneMatch(provider -> provider.scheme().equals(scheme))) {
            PowerSwitch power = providers.power(address);
            return new Opened(power, power.address(), Optional.empty());
        }
        Drive drive = providers.openSource(address, hostClock); // nobody else may hold it, for its supply is to be cut
        if (drive instanceof PowerSwitch own) {
            return new Opened(own, address, Optional.of(drive));
        }
        drive.close();
        throw new StationException(Kind.INPUT, "The port of " + address + " cannot cut its power; name the switch that feeds it.");
    }

    public SwitchView view(String address) throws StationException {
        try (Opened opened = open(address)) {
            return view(opened, false);
        }
    }

    /** @param switchedOn whether it was switched on just now; then a device that cannot say its state counts as on */
    private SwitchView view(Opened opened, boolean switchedOn) {
        PowerState state = opened.power.state();
        Measured measured = opened.power.measured();
        String sentence = InterlockedSwitch.idle(opened.power.name(), switchedOn ? PowerState.ON : state, measured);
        return new SwitchView(opened.address, opened.power.name(), switch (state) {
        case ON -> SwitchView.Supply.ON;
        case OFF -> SwitchView.Supply.OFF;
        case UNKNOWN -> SwitchView.Supply.UNKNOWN;
        }, measured.volts().orElse(Double.NaN), measured.amperes().orElse(Double.NaN), opened.power.minimumOffTime().toMillis(),
                sentence.isEmpty() ? supplies.refusal(opened.address, "").orElse("") : sentence);
    }

    public SwitchedView carryOut(PowerOrder order) throws StationException {
        if (order.offMillis() < 0 || order.offMillis() > LONGEST_OFF.toMillis() || order.cutsAnHour() < 0) {
            throw new StationException(Kind.INPUT, "A supply can be off for 0 to " + LONGEST_OFF.toMillis()
                    + " ms, and a budget is 1 cut an hour or more.");
        }
        try (Opened opened = open(order.address())) {
            if (order.action() != Action.ON) {
                requireFree(opened.address, order.cutsAnHour() == 0 ? SwitchBudget.USUAL : new SwitchBudget(order.cutsAnHour()));
            }
            List<String> sentences = new ArrayList<>();
            boolean done = order.dryRun() ? dryRun(opened, order, sentences) : carryOut(opened, order, sentences);
            SwitchView after = view(opened, done && order.action() != Action.OFF);
            if (!after.sentence().isEmpty()) {
                sentences.add(after.sentence());
            }
            return new SwitchedView(done, sentences, after);
        }
    }

    private void requireFree(String address, SwitchBudget budget) throws StationException {
        Optional<String> refusal = supplies.refusal(address, "");
        if (refusal.isEmpty()) {
            refusal = supplies.overBudget(address, budget);
        }
        if (refusal.isPresent()) {
            throw new StationException(Kind.OPERATOR, refusal.get());
        }
    }

    private static boolean dryRun(Opened opened, PowerOrder order, List<String> sentences) {
        if (order.action() != Action.ON) {
            sentences.add("It would " + opened.power.intent(false) + ".");
        }
        if (order.action() == Action.CYCLE) {
            sentences.add("It would wait " + offTime(opened.power, order).toMillis() + " ms.");
        }
        if (order.action() != Action.OFF) {
            sentences.add("It would " + opened.power.intent(true) + ".");
        }
        sentences.add("Nothing was switched.");
        return false;
    }

    private static Duration offTime(PowerSwitch power, PowerOrder order) {
        Duration wanted = Duration.ofMillis(order.offMillis());
        return wanted.compareTo(power.minimumOffTime()) < 0 ? power.minimumOffTime() : wanted;
    }

    private boolean carryOut(Opened opened, PowerOrder order, List<String> sentences) throws StationException {
        PowerSwitch power = opened.power;
        if (order.action() != Action.ON) {
            try {
                supplies.cut(opened.address);
            } catch (IOException e) {
                throw new StationException(Kind.OWN_SIDE, "The cut of " + opened.address + " cannot be noted (" + e.getMessage()
                        + "), so that it is not made; mend the state folder of Salvor.", e);
            }
            if (!told(power.name() + " is off.", power.off(), sentences)) {
                return false;
            }
        }
        if (order.action() == Action.CYCLE) {
            hostClock.sleep(offTime(power, order).toNanos());
        }
        if (order.action() == Action.OFF) {
            return true;
        }
        Duration left = order.action() == Action.CYCLE ? Duration.ZERO : supplies.stillOff(power);
        if (left.isPositive()) {
            sentences.add("It was cut a moment ago and stays off for another " + left.toMillis() + " ms first.");
            hostClock.sleep(left.toNanos());
        }
        return told(power.name() + " is on.", power.on(), sentences);
    }

    private static boolean told(String done, PowerOutcome outcome, List<String> sentences) {
        return switch (outcome) {
        case PowerOutcome.Switched _ -> sentences.add(done);
        case PowerOutcome.Failed(String why) -> {
            sentences.add(why);
            yield false;
        }
        };
    }
}
