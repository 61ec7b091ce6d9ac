package org.salvor.station.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.drive.Clock;
import org.salvor.station.DriveSurvey;
import org.salvor.station.DriveView;
import org.salvor.station.HiddenView;
import org.salvor.station.Providers;
import org.salvor.station.StationException;

/** Asks the drives of a list for their hidden sectors and their health, each on a thread of its own, and waits for none for long. Any thread. */
final class DriveSurveyor {
    private static final long DEADLINE_MILLIS = 3_000;
    private static final long COMMAND_MILLIS = 1_000;
    private static final long NOT_KNOWN = -1;

    private final Providers providers;
    private final Clock hostClock;

    DriveSurveyor(Providers providers, Clock hostClock) {
        this.providers = providers;
        this.hostClock = hostClock;
    }

    List<DriveSurvey> survey(List<DriveView> drives) {
        ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().name("salvor survey ", 0).daemon().factory());
        try {
            List<Future<DriveSurvey>> answers = drives.stream().map(drive -> threads.submit(() -> ask(drive))).toList();
            long end = hostClock.nanos() + DEADLINE_MILLIS * 1_000_000;
            List<DriveSurvey> surveys = new ArrayList<>();
            for (int i = 0; i < drives.size(); i++) {
                surveys.add(answer(drives.get(i), answers.get(i), end));
            }
            return surveys;
        } finally {
            threads.shutdown(); // a drive that hangs keeps its thread until it answers
        }
    }

    private DriveSurvey answer(DriveView drive, Future<DriveSurvey> answer, long endNanos) {
        try {
            return answer.get(Math.max(1, (endNanos - hostClock.nanos()) / 1_000_000), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return unknown(drive, "The drive did not answer within " + DEADLINE_MILLIS / 1_000 + " s.");
        } catch (ExecutionException e) {
            return unknown(drive, "Salvor itself failed (" + e.getCause() + ").");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown(drive, "");
        }
    }

    private static DriveSurvey unknown(DriveView drive, String remark) {
        return new DriveSurvey(drive, NOT_KNOWN, "", remark);
    }

    private DriveSurvey ask(DriveView drive) {
        if (!drive.problem().isEmpty()) {
            return unknown(drive, "");
        }
        if (!drive.role().isEmpty()) {
            return unknown(drive, "A running job holds the drive; it is not asked.");
        }
        if (!providers.opensQuietly(drive.address())) {
            return unknown(drive, "Not asked for hidden sectors and SMART, since the drive would have to be taken from the system.");
        }
        try (DriveSession session = new DriveSession(providers, hostClock, drive.address(), COMMAND_MILLIS)) {
            return session.drive().ataPort().isEmpty() ? unknown(drive, "") : ask(drive, session);
        } catch (StationException e) {
            return unknown(drive, e.getMessage());
        }
    }

    private static DriveSurvey ask(DriveView drive, DriveSession session) throws StationException {
        IdentifyDevice page = session.identity();
        List<String> remarks = new ArrayList<>();
        if (page.security().locked()) {
            remarks.add("The drive is locked with a password.");
        }
        long hidden = NOT_KNOWN;
        try {
            HiddenView view = HiddenAreas.seen(session);
            hidden = view.hiddenByHost() + view.hiddenByOverlay();
        } catch (StationException e) {
            remarks.add(e.getMessage());
        }
        String health = "";
        try {
            health = page.supports(DriveFeature.SMART) ? SmartCheck.of(session).verdict().name().toLowerCase(Locale.ROOT) : "none";
        } catch (StationException e) {
            remarks.add(e.getMessage());
        }
        return new DriveSurvey(drive, hidden, health, String.join(" ", remarks));
    }
}
