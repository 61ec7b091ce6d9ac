package org.salvor.casework;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Whether a supply may be cut: never that of a drive that another running job reads, nor that of one which any running job writes to. Pure. */
public final class SupplyInterlock {
    private final List<SupplyNote> notes;
    private final Predicate<SupplyNote> runs;

    /**
     * @param notes what is known of jobs, running or not
     * @param runs whether a job is running
     */
    public SupplyInterlock(List<SupplyNote> notes, Predicate<SupplyNote> runs) {
        this.notes = List.copyOf(notes);
        this.runs = runs;
    }

    /**
     * Why a supply must not be cut.
     *
     * @param power address of the switch
     * @param ownJob folder of the job that wants to cut it; empty when an operator does
     * @return a sentence, or empty when nothing speaks against it
     */
    public Optional<String> refusal(String power, String ownJob) {
        String fed = fedBy(power);
        return notes.stream().filter(runs).map(note -> refusal(note, power, fed, note.job().equals(ownJob))).flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> refusal(SupplyNote note, String power, String fed, boolean own) {
        boolean feedsDestination = note.destinationPower().equals(power) || !fed.isEmpty() && fed.equals(note.destinationSerial());
        if (feedsDestination) {
            return Optional.of("The switch " + power + " feeds the destination of the job in " + note.job() + ", " + note.destination()
                    + ", which is being written to; it is not cut while that job runs. Stop that job first.");
        }
        boolean feedsSource = note.power().equals(power) || !fed.isEmpty() && fed.equals(note.sourceSerial());
        return !own && feedsSource
                ? Optional.of("The switch " + power + " feeds the source of the job in " + note.job() + ", " + note.source()
                        + ", which is running; it is not cut from outside that job. Stop that job first.")
                : Optional.empty();
    }

    /** Serial number of the drive that the switch was last said to feed; empty when nobody said. */
    private String fedBy(String power) {
        return notes.stream().filter(note -> note.power().equals(power) || note.destinationPower().equals(power))
                .max(Comparator.comparingLong(SupplyNote::atMillis))
                .map(note -> note.power().equals(power) ? note.sourceSerial() : note.destinationSerial()).orElse("");
    }
}
