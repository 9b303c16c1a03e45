using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestra.Modeling.Bpmn;

namespace Orchestra.Modeling.Tests.Bpmn;

/// <summary>Sources that want to read files, reach the network, or use up time and memory (SECURITY S8, S9).</summary>
[NonParallelizable]
public sealed class HostileSourceTests
{
    private const string Model = "xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'";
    private const string Good =
        "<process id='P'><startEvent id='S'/><endEvent id='E'/><sequenceFlow id='F' sourceRef='S' targetRef='E'/></process>";

    [Test]
    public void No_entity_reaches_a_file_or_the_network()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x.dtd";
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "canary");
        string[] heads =
        [
            $"<!DOCTYPE definitions SYSTEM \"{url}\">",
            $"<!DOCTYPE definitions [<!ENTITY x SYSTEM \"file://{file}\">]>",
            $"<!DOCTYPE definitions [<!ENTITY % p SYSTEM \"{url}\"> %p;]>",
            "<!DOCTYPE definitions>",
        ];

        foreach (var head in heads)
        {
            var watch = Stopwatch.StartNew();
            var import = BpmnReader.Read($"{head}<definitions {Model}><process id='P' name='&x;'/></definitions>");

            Assert.That(import.Faults.Single().Message, Does.Contain("DTD"));
            Assert.That(import.ToString(), Does.Not.Contain("canary"));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMilliseconds(100)), head);
        }

        Assert.That(listener.Pending(), Is.False);
        File.Delete(file);
    }

    [Test]
    public void Inclusions_and_schema_locations_are_not_followed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x";

        var import = BpmnReader.Read(
            $"<definitions {Model} xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x {url}'>"
                + $"<import location='{url}' namespace='urn:x' importType='x'/><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{url}'/>{Good}</definitions>"
        );

        Assert.That(import.Faults, Is.Empty);
        Assert.That(listener.Pending(), Is.False);
    }

    [TestCaseSource(nameof(Bombs))]
    public void A_bomb_costs_less_than_a_second_and_64_MB(string name, byte[] source, string message)
    {
        BpmnReader.Read($"<definitions {Model}>{Good}</definitions>");
        // Gives memory back to the system, so that what is needed now is seen to grow.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var before = PeakMemory(reset: true);
        var watch = Stopwatch.StartNew();

        var import = BpmnReader.Read(new MemoryStream(source));

        var (elapsed, grown) = (watch.Elapsed, PeakMemory(reset: false) - before);
        TestContext.Out.WriteLine($"{name}: {source.Length} bytes, {elapsed.TotalMilliseconds:0} ms, {grown / 1024} MB");
        Assert.Multiple(() =>
        {
            Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
            Assert.That(grown, Is.LessThan(64 * 1024));
            Assert.That(import.Faults.Select(fault => fault.Message), Has.Some.Contain(message));
        });
    }

    [Test]
    public void The_measure_of_memory_sees_what_a_bomb_would_take()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var before = PeakMemory(reset: true);

        var held = System.Xml.Linq.XDocument.Parse($"<d{string.Concat(Enumerable.Range(0, 500_000).Select(i => $" a{i:x}=''"))}/>");

        Assert.That(PeakMemory(reset: false) - before, Is.GreaterThan(64 * 1024));
        GC.KeepAlive(held);
    }

    [Test]
    public void Sixty_four_levels_are_read_and_one_more_is_not()
    {
        // Definitions, process, n sub-processes with a task each.
        static string Nested(int levels) =>
            $"<definitions {Model}>{Good.Replace("</process>", "", StringComparison.Ordinal)}"
            + string.Concat(Enumerable.Range(0, levels - 2).Select(i => $"<subProcess id='U{i}'>"))
            + string.Concat(Enumerable.Repeat("</subProcess>", levels - 2))
            + "</process></definitions>";

        Assert.That(BpmnReader.Read(Nested(64)).Faults, Is.Empty);
        Assert.That(BpmnReader.Read(Nested(65)).Faults.Single().Message, Does.Contain("deeper than 64"));
    }

    [Test]
    public void Ten_MiB_are_read_and_one_byte_more_is_not()
    {
        var head = $"<definitions {Model}>{Good}<!--";
        const string tail = "--></definitions>";
        var source = head + new string('x', (10 * 1024 * 1024) - head.Length - tail.Length) + tail;

        Assert.Multiple(() =>
        {
            Assert.That(BpmnReader.Read(source).Faults, Is.Empty);
            Assert.That(BpmnReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(source))).Faults, Is.Empty);
            Assert.That(BpmnReader.Read(source + " ").Faults.Single().Message, Does.Contain("larger than 10 MiB"));
            Assert.That(
                BpmnReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(source + " "))).Faults.Single().Message,
                Does.Contain("larger than 10 MiB")
            );
        });
    }

    [Test]
    public void A_source_of_one_MB_is_read_fast_and_the_time_grows_with_its_size()
    {
        var small = Large(2_500);
        var large = Large(20_000);
        Assert.That(BpmnReader.Read(new MemoryStream(small)).Faults, Is.Empty);
        var first = Fastest(small);
        var second = Fastest(large);

        TestContext.Out.WriteLine(
            $"{small.Length} bytes in {first.TotalMilliseconds:0.0} ms, {large.Length} bytes in {second.TotalMilliseconds:0.0} ms"
        );
        Assert.That(first, Is.LessThan(TimeSpan.FromMilliseconds(300)));
        Assert.That(second / first, Is.LessThan(3.0 * large.Length / small.Length));

        static TimeSpan Fastest(byte[] source) =>
            Enumerable
                .Range(0, 5)
                .Min(_ =>
                {
                    var watch = Stopwatch.StartNew();
                    BpmnReader.Read(new MemoryStream(source));
                    return watch.Elapsed;
                });
    }

    private static IEnumerable<TestCaseData> Bombs()
    {
        var lol = string.Concat(
            Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">")
        );
        yield return Bomb("billion laughs", $"<!DOCTYPE d [<!ENTITY l0 \"lol\">{lol}]><definitions {Model}>&l9;</definitions>", "DTD");
        yield return Bomb(
            "quadratic",
            $"<!DOCTYPE d [<!ENTITY a \"{new string('a', 100_000)}\">]><definitions {Model}>{string.Concat(Enumerable.Repeat("&a;", 100_000))}</definitions>",
            "DTD"
        );
        yield return Bomb("100k nested", $"<definitions {Model}>{string.Concat(Enumerable.Repeat("<a>", 100_000))}", "deeper than 64");
        yield return Bomb("10 MB attribute", $"<definitions {Model} a='{new string('x', 10_000_000)}'>{Good}</definitions>", "longer than");
        yield return Bomb(
            "1M attributes",
            $"<definitions {Model}{string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $" a{i:x}=''"))}/>",
            "more than 256 attributes"
        );
        yield return Bomb(
            "1M vendor attributes on many nodes",
            $"<definitions {Model} xmlns:v='v'><process id='P'>{string.Concat(Enumerable.Range(0, 5_000).Select(_ => $"<task{string.Concat(Enumerable.Range(0, 200).Select(i => $" v:a{i:x}=''"))}/>"))}</process></definitions>",
            "vendor attributes"
        );
        var deep = Enumerable.Range(0, 55).Select(i => $"v:{new string((char)('a' + (i % 26)), 100)}").ToList();
        yield return Bomb(
            "1M vendor elements far down",
            $"<definitions {Model} xmlns:v='v'><process id='P'><startEvent id='S'><extensionElements>{string.Concat(deep.Select(name => $"<{name}>"))}"
                + $"{string.Concat(Enumerable.Repeat("<v:x/>", 1_000_000))}{string.Concat(deep.AsEnumerable().Reverse().Select(name => $"</{name}>"))}"
                + "</extensionElements></startEvent></process></definitions>",
            "nothing can be reached"
        );
        yield return Bomb(
            "many names",
            $"<definitions {Model}>{string.Concat(Enumerable.Range(0, 900_000).Select(i => $"<a{i:x}/>"))}</definitions>",
            "different names"
        );
        yield return Bomb(
            "as many nodes as are read",
            $"<definitions {Model}><process id='P'><startEvent id='S'/>{string.Concat(Enumerable.Range(0, 59_000).Select(i => $"<task id='t{i}'/>"))}</process></definitions>",
            "nothing can be reached"
        );
        yield return Bomb(
            "100k nodes",
            $"<definitions {Model}><process id='P'>{string.Concat(Enumerable.Repeat("<task/>", 100_000))}</process></definitions>",
            "more than 60000 flow nodes"
        );
        yield return Bomb(
            "dangling flows",
            $"<definitions {Model}><process id='P'><startEvent id='S'/>{string.Concat(Enumerable.Repeat("<sequenceFlow sourceRef='S' targetRef='x'/>", 59_000))}</process></definitions>",
            "more faults"
        );
        yield return new TestCaseData(
            "1M attributes in UTF-16",
            Encoding
                .Unicode.GetPreamble()
                .Concat(Encoding.Unicode.GetBytes($"<d{string.Concat(Enumerable.Range(0, 500_000).Select(i => $" a{i:x}=''"))}/>"))
                .ToArray(),
            "more than 256 attributes"
        ).SetArgDisplayNames("UTF-16");
        yield return new TestCaseData(
            "UTF-32",
            Encoding.UTF32.GetPreamble().Concat(Encoding.UTF32.GetBytes("<d/>")).ToArray(),
            "UTF-32"
        ).SetArgDisplayNames("UTF-32");
    }

    private static TestCaseData Bomb(string name, string source, string message) =>
        new TestCaseData(name, Encoding.UTF8.GetBytes(source), message).SetArgDisplayNames(name);

    private static byte[] Large(int nodes)
    {
        var text = new StringBuilder($"<definitions {Model}><process id='P'><startEvent id='N0'/>");
        for (var i = 1; i < nodes; i++)
        {
            text.Append(
                $"\n<userTask id='N{i}' name='Task number {i}'><incoming>F{i - 1}</incoming><outgoing>F{i}</outgoing><documentation>{new string('d', 100)}</documentation></userTask>"
            );
        }

        for (var i = 0; i < nodes; i++)
        {
            text.Append($"\n<sequenceFlow id='F{i}' sourceRef='N{i}' targetRef='N{i + 1}'/>");
        }

        return Encoding.UTF8.GetBytes(text.Append($"<endEvent id='N{nodes}'/></process></definitions>").ToString());
    }

    // Peak resident memory in kB, as the kernel counts it.
    private static long PeakMemory(bool reset)
    {
        if (reset)
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }

        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
