package org.salvor.ui.internal.drives;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.EMenuService;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.salvor.station.DriveView;
import org.salvor.station.Station;
import org.salvor.station.StationEvent;
import org.salvor.ui.Background;
import org.salvor.ui.Labels;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.Polling;
import org.salvor.ui.StationLink;

/** The drives that the station sees, looked at anew every few seconds without disturbing them. */
public final class DrivesPart {
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final String MENU = "org.salvor.ui.drives.menu";
    private static final String NONE = "No drive is to be seen.";

    private final StationLink link;
    private final Background background;
    private final Consumer<StationEvent> hearing = this::hear;

    private DriveTable table;
    private Label status;
    private Polling<List<DriveView>> polling;

    @Inject
    DrivesPart(StationLink link, Background background) {
        this.link = link;
        this.background = background;
    }

    @PostConstruct
    void create(Composite parent, EMenuService menus, MPart part) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(area);
        table = new DriveTable(area, part.getPersistedState());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control());
        status = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 0).applyTo(status);
        menus.registerContextMenu(table.table(), MENU);
        polling = new Polling<>(background, new OnDisplay(area), PERIOD, () -> link.answer(Station::drives), this::show, this::refuse)
                .start();
        link.listen(hearing);
    }

    @Focus
    void focus() {
        table.table().setFocus();
    }

    @PreDestroy
    void dispose() {
        link.unlisten(hearing);
        polling.close();
    }

    /** Looks again now. */
    void refresh() {
        polling.soon();
    }

    /** Address of the selected drive, empty when none is. */
    public String selectedAddress() {
        DriveView drive = table.selected();
        return drive == null ? "" : drive.address();
    }

    private void hear(StationEvent event) {
        if (event instanceof StationEvent.DrivesChanged) {
            polling.soon();
        }
    }

    private void show(List<DriveView> drives) {
        table.show(drives);
        say(drives.isEmpty() ? NONE : "");
    }

    private void refuse(Exception refusal) {
        table.show(List.of());
        say(link.sentence(refusal));
    }

    private void say(String sentence) {
        Labels.set(status, sentence);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 0).exclude(sentence.isEmpty()).applyTo(status);
        status.setVisible(!sentence.isEmpty());
        status.getParent().layout();
    }
}
