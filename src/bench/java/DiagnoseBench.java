import org.mosaicworkbench.Diagnose;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.corrupt.Truth;
import org.mosaicworkbench.diagnose.*;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.simulate.*;
import org.mosaicworkbench.sky.*;
import org.mosaicworkbench.visit.*;
import java.nio.file.Path;
import java.util.*;
import java.util.stream.*;

public final class DiagnoseBench {
    static List<double[]> pulls = new ArrayList<>();
    public static void main(String[] a) {
        int visits = Integer.parseInt(a[0]);
        Path folder = Path.of(a[1]);
        List<Guiding> all = List.of(Guiding.aligned(), Guiding.shift(0.35), Guiding.shift(1), Guiding.shift(5), Guiding.shift(40), Guiding.roll(0.1), Guiding.roll(0.4),
            Guiding.drift(2), Guiding.drift(8), Guiding.reacquisition(0.5), Guiding.reacquisition(3), Guiding.reacquisition(25));
        for (Guiding g : all) for (String c : new String[]{"globular-cluster","field-stars","open-cluster","spiral-galaxy"}) {
            int n0 = pulls.size(); 
            StringBuilder v = new StringBuilder();
            int refused=0, right=0, n=0;
            for (SimulatedVisit s : Simulate.visits(visits).output(folder.resolve(c+" "+g)).detectors("hrc","wfc","uvis","ir").categories(c).size(320).exposures(4).guiding(g).seed(11+Math.round(1000*g.size())).run().visits()) {
                n++;
                Visit visit = Visit.read(s.folder());
                try {
                    VisitDiagnosis d = Diagnose.visit(s.folder()).threads(1).run().visits().get(0);
                    double[] t = score(s.folder(), visit, d);
                    v.append("   "+s.detector().label()+" "+d.sources()+" rms "+String.format("%.3f",d.rms())+" unk "+d.unknown().size()+" "+d.verdict()+"\n");
                } catch (BadInput e) { refused++; v.append("   "+s.detector().label()+" REFUSED "+e.getMessage()+"\n"); }
            }
            System.out.println("## "+c+" "+g+" refused "+refused+"/"+n+" pull "+width(pulls.subList(n0,pulls.size())));
            System.out.print(v);
        }
        System.out.println("ALL pulls x,y "+width(pulls));
        System.out.println("few "+width(pulls.stream().filter(q->q[4]<15).toList()));
        System.out.println("15-40 "+width(pulls.stream().filter(q->q[4]>=15&&q[4]<40).toList()));
        System.out.println("40- "+width(pulls.stream().filter(q->q[4]>=40).toList()));
        for (int i=0;i<4;i++) { int k=i; System.out.println("det "+i+" "+width(pulls.stream().filter(q->q[5]==k).toList())); }
    }
    static String width(List<double[]> p) {
        if (p.isEmpty()) return "-";
        double[] all = p.stream().flatMapToDouble(q->DoubleStream.of(q[0],q[1])).toArray();
        double[] roll = p.stream().mapToDouble(q->q[2]).filter(Double::isFinite).toArray();
        double worst = p.stream().mapToDouble(q->Math.hypot(q[0],q[1])).max().orElse(0);
        double err = p.stream().mapToDouble(q->q[3]).max().orElse(0);
        long out = p.stream().filter(q->Math.hypot(q[0],q[1])>3).count();
        return String.format("n %d rms %.2f mad %.2f out3 %d max %.1f maxerr %.3f px roll rms %.2f", p.size(), rms(all), mad(all), out, worst, err, rms(roll));
    }
    static double rms(double[] v){return Math.sqrt(Arrays.stream(v).map(x->x*x).average().orElse(0));}
    static double mad(double[] v){double[] s=Arrays.stream(v).map(Math::abs).sorted().toArray(); return s.length==0?0:s[s.length/2]/0.6745;}
    static double[] score(Path folder, Visit visit, VisitDiagnosis d) {
        Map<String, List<Wcs>> headers = new LinkedHashMap<>();
        visit.exposures().forEach(e -> headers.put(e.rootname(), org.mosaicworkbench.mosaic.ExposurePixels.systems(e)));
        Map<String, List<Wcs>> truth = Truth.of(folder).orElseThrow().systems(headers);
        boolean drift = d.verdict().contains("drift");
        List<String> ref = new ArrayList<>();
        for (ExposureShift s : d.shifts()) if (s.state()==ExposureShift.State.AGREES && (!drift || ref.isEmpty())) ref.add(s.rootname());
        for (ExposureShift s : d.shifts()) {
            if (!s.measured() || (ref.size()==1 && ref.contains(s.rootname()))) continue;
            Wcs h = headers.get(s.rootname()).get(0), t = truth.get(s.rootname()).get(0);
            double x=(h.width()+1)/2.0,y=(h.height()+1)/2.0;
            SkyPoint place = t.toSky(x,y);
            double mx=0,my=0,mr=0;
            for (String r : ref) { Wcs hr=headers.get(r).get(0), tr=truth.get(r).get(0);
                PixelPoint q = tr.toPixel(place); SkyPoint claimed = hr.toSky(q);
                PixelPoint c = t.toPixel(claimed); // where in this exposure true px
                mx += (c.x()-x)/ref.size(); my += (c.y()-y)/ref.size(); mr += (turn(hr)-turn(tr))/ref.size(); }
            PixelPoint own = t.toPixel(h.toSky(x,y));
            // header error in sky expressed in pixels: own - mean ; dx = -(own-mean)
            double dx=-(own.x()-x-mx), dy=-(own.y()-y-my), roll=turn(h)-turn(t)-mr;
            pulls.add(new double[]{(s.dx()-dx)/s.errorX(),(s.dy()-dy)/s.errorY(),(s.roll()-roll)/s.rollError(), s.error(), s.sources(), List.of("hrc","wfc","uvis","ir").indexOf(visit.detectors().get(0))});
            if (Math.hypot(s.dx()-dx, s.dy()-dy) > 4*s.error()) System.out.printf("   far %s %s (%.3f,%.3f) truth (%.3f,%.3f) +- %.3f roll %.4f truth %.4f n %d%n", folder.getFileName(), s.rootname(), s.dx(), s.dy(), dx, dy, s.error(), s.roll(), roll, s.sources());
        }
        return null;
    }
    static double turn(Wcs wcs) { double[] cd = wcs.matrix(); return Math.toDegrees(Math.atan2(cd[1], cd[3])); }
}
