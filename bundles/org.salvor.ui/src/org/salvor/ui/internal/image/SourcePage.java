package org.salvor.ui.internal.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.salvor.station.DriveView;
import org.salvor.station.ProfileView;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import org.salvor.ui.Background;
import org.salvor.ui.Labels;
import org.salvor.ui.LatestQuestion;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;
import org.salvor.ui.internal.drives.DriveTable;
import org.salvor.ui.internal.drives.DriveText;

/** Which drive to read, real or simulated; asks it who it is before going on. */
final class SourcePage extends WizardPage {
    private static final String USUAL = "Choose the drive to read, or type its address. Nothing is ever written to it.";

    private final ImagingRequest request;
    private final StationLink link;
    private final Background background;

    private DriveTable drives;
    private Text address;
    private Label found;
    private LatestQuestion<DriveView> identify;

    SourcePage(ImagingRequest request, StationLink link, Background background) {
        super("source", "Source", null);
        this.request = request;
        this.link = link;
        this.background = background;
        setMessage(USUAL);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(10, 10).applyTo(area);
        drives = new DriveTable(area, new HashMap<>());
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(700, 240).applyTo(drives.control());
        drives.table().addListener(SWT.Selection, event -> address.setText(drives.selected().address()));
        new Label(area, SWT.NONE).setText("Address:");
        address = new Text(area, SWT.BORDER);
        address.setMessage("block:/dev/sdb, /images/old.dd, sim:clustered?seed=7");
        GridDataFactory.fillDefaults().grab(true, false).applyTo(address);
        found = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(400, 40).applyTo(found);
        setControl(area);
        OnDisplay display = new OnDisplay(area);
        identify = new LatestQuestion<>(link, background, display, this::identified, this::refused);
        link.ask(SourcePage::choices, display, drives::show, this::refused);
        address.setText(request.source());
        address.addListener(SWT.Modify, event -> typed());
        typed();
        address.setFocus();
    }

    /** The drives that are there, and behind them those that can be simulated. */
    private static List<DriveView> choices(Station station) throws StationException {
        List<DriveView> all = new ArrayList<>(station.drives());
        for (ProfileView profile : station.profiles()) {
            String simulated = "sim:" + profile.name();
            if (all.stream().noneMatch(drive -> drive.address().equals(simulated))) {
                all.add(new DriveView(simulated, "simulated", "", "", "", 0, 0, 0, "", "", profile.sentence(), "", ""));
            }
        }
        return all;
    }

    private void typed() {
        request.source(address.getText());
        setErrorMessage(null);
        setPageComplete(false);
        if (request.source().isEmpty()) {
            identify.cancel();
            Labels.set(found, "");
            return;
        }
        Labels.set(found, "Asking the drive who it is\u2026");
        String asked = request.source();
        identify.ask(station -> station.identify(asked));
    }

    private void identified(DriveView drive) {
        if (!drive.problem().isEmpty()) {
            refused(drive.problem());
            return;
        }
        request.identified(drive);
        Labels.set(found, DriveText.sentence(drive));
        setPageComplete(true);
    }

    private void refused(String sentence) {
        Labels.set(found, "");
        setErrorMessage(sentence);
        setPageComplete(false);
    }
}
