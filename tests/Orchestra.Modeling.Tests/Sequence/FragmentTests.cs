using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Tests.Sequence;

/// <summary>What fragments become, seen by the paths of an EDGE suite.</summary>
public sealed class FragmentTests
{
    [Test]
    public void Alternatives_are_an_exclusive_choice_with_their_guards_as_conditions()
    {
        var graph = Diagrams.Mermaid("U->>S: a\nalt paid\nU->>S: b\nelse owed\nU->>S: c\nelse\nU->>S: d\nend\nU->>S: e");

        Assert.That(Diagrams.Paths(graph), Is.EquivalentTo(new[] { "a [paid] b e", "a [owed] c e", "a [else] d e" }));
        var flows = graph.Processes[0].Edges.Where(edge => edge.Source == "Alt_paid").ToList();
        Assert.That(
            flows.Select(flow => (flow.Condition, flow.IsDefault, flow.Line)),
            Is.EqualTo(new[] { ("paid", false, (int?)3), ("owed", false, 5), (null, true, 7) })
        );
    }

    [TestCase("opt wanted\nU->>S: b\nend")]
    [TestCase("alt wanted\nU->>S: b\nend")]
    public void What_is_optional_may_be_left_out(string lines)
    {
        var graph = Diagrams.Mermaid($"U->>S: a\n{lines}\nU->>S: c");

        Assert.That(Diagrams.Paths(graph), Is.EquivalentTo(new[] { "a [wanted] b c", "a [otherwise] c" }));
    }

    [TestCase("until done", "a b [until done] b [done] c", null)]
    [TestCase("3 times", "a b [3 times] b [done] c", 2)]
    [TestCase("up to 4 times", "a b [up to 4 times] b [done] c", 3)]
    [TestCase("(1,3)", "a b [(1,3)] b [done] c", 2)]
    [TestCase("twice", "a b [twice] b [done] c", 1)]
    [TestCase("", "a b [again] b [done] c", null)]
    [TestCase("0..5 times", "a [0..5 times] b [done] c", 5)]
    [TestCase("(0,*)", "a [(0,*)] b [done] c", null)]
    [TestCase("while open", "a [while open] b [done] c", null)]
    [TestCase("once", "a b c", null)]
    public void A_loop_is_a_cycle_with_the_bounds_of_its_text(string guard, string path, int? bound)
    {
        var graph = Diagrams.PlantUml($"U -> S : a\nloop {guard}\nU -> S : b\nend\nU -> S : c");

        // How often a path repeats within the bounds is the selection's business.
        var paths = Diagrams
            .Paths(graph)
            .Select(walked => walked.Replace($"[{guard}] b [{guard}] b", $"[{guard}] b", StringComparison.Ordinal));
        Assert.That(paths, Is.EqualTo(new[] { path }));
        Assert.That(graph.Processes[0].Edges.Max(edge => edge.MaxLoopIterations), Is.EqualTo(bound));
    }

    [Test]
    public void A_loop_without_end_is_walked_ten_times_at_most()
    {
        var graph = Diagrams.Mermaid("loop 1000 times\nU->>S: a\nend");

        Assert.That(graph.Processes[0].Edges.Max(edge => edge.MaxLoopIterations), Is.EqualTo(9));
        Assert.That(graph.Warnings.Single().Message, Does.Contain("1000 times"));
    }

    [TestCase("par one\nU->>S: b\nand two\nU->>T: c\nend", TestName = "Mermaid")]
    [TestCase("par one\nU->>S: b\nelse two\nU->>T: c\nend", TestName = "PlantUML's else")]
    public void What_is_parallel_is_split_and_joined(string lines)
    {
        var graph = Diagrams.Mermaid($"U->>S: a\n{lines}\nU->>S: d");

        Assert.That(Diagrams.Paths(graph), Is.EqualTo(new[] { "a b c d" }));
        Assert.That(graph.Processes[0].Nodes.Count(node => node.Type == NodeType.ParallelGateway), Is.EqualTo(2));
        Assert.That(graph.Processes[0].Edges.Select(edge => edge.Condition), Is.All.Null);
    }

    [Test]
    public void The_options_of_a_critical_part_are_alternatives_to_its_body()
    {
        var graph = Diagrams.Mermaid(
            "critical pay\nU->>S: b\noption timeout\nU->>S: c\noption refused\nU->>S: d\nend\ncritical note it\nU->>S: e\nend"
        );

        Assert.That(Diagrams.Paths(graph), Is.EquivalentTo(new[] { "[pay] b e", "[timeout] c e", "[refused] d e" }));
        Assert.That(graph.Processes[0].Edges.Single(edge => edge.Name == "pay").IsDefault, Is.True);
    }

    [Test]
    public void A_break_leaves_what_is_around_it()
    {
        var top = Diagrams.Mermaid("U->>S: a\nbreak refused\nU->>S: b\nend\nU->>S: c");
        var loop = Diagrams.Mermaid("loop until done\nU->>S: a\nbreak refused\nU->>S: b\nend\nU->>S: c\nend\nU->>S: d");
        var branch = Diagrams.Mermaid("par\nU->>S: a\nbreak refused\nU->>S: b\nend\nU->>S: c\nand\nU->>T: x\nend\nU->>S: d");
        var framed = Diagrams.Mermaid("rect rgb(0,0,0)\nbreak refused\nU->>S: b\nend\nU->>S: c\nend\nU->>S: d");

        Assert.Multiple(() =>
        {
            Assert.That(Diagrams.Paths(top), Is.EquivalentTo(new[] { "a [refused] b", "a [otherwise] c" }));
            Assert.That(Diagrams.Paths(loop), Has.All.EndWith(" d"));
            Assert.That(Diagrams.Paths(loop), Has.Some.Contain("[refused] b d"));
            Assert.That(Diagrams.Paths(branch), Is.EquivalentTo(new[] { "a [refused] b x d", "a [otherwise] c x d" }));
            Assert.That(Diagrams.Paths(framed), Is.EquivalentTo(new[] { "[refused] b", "[otherwise] c d" }), "a frame is not around it");
        });
    }

    [Test]
    public void A_reference_is_a_call_activity_and_frames_mean_nothing()
    {
        var graph = Diagrams.PlantUml(
            "group the beginning [x]\nU -> S : a\nend\nref over U, S : Log in\nbox \"in\" #pink\nparticipant T\nend box\nref over U\nPay the\nbill\nend ref\nU -> S : b"
        );

        Assert.That(Diagrams.Paths(graph), Is.EqualTo(new[] { "a Log in Pay the bill b" }));
        Assert.That(Diagrams.Step(graph, "Pay the bill").Type, Is.EqualTo(NodeType.CallActivity));
    }

    [Test]
    public void Fragments_within_fragments_are_walked()
    {
        var graph = Diagrams.Mermaid(
            "loop twice\nalt x\npar\nU->>S: a\nand\nopt y\nU->>S: b\nend\nend\nelse\nU->>S: c\nend\nend\nU->>S: d"
        );

        Assert.That(Diagrams.Paths(graph), Has.All.EndWith("d"));
        Assert.That(graph.Warnings, Is.Empty);
    }

    [Test]
    public void An_answer_with_which_a_branch_begins_proves_that_it_was_taken()
    {
        var graph = Diagrams.Mermaid(
            "U->>S: POST /login\nalt known\nS->>Db: read\nS-->>U: 200 OK\nU->>S: GET /home\nelse unknown\nS-->>U: 401 Unauthorized\nend"
        );

        Assert.That(
            graph.Processes[0].Edges.Where(edge => edge.Expect.Count > 0).Select(edge => (edge.Name, (int?)edge.Expect[0].Right)),
            Is.EqualTo(new[] { ("known", (int?)200), ("unknown", 401) })
        );
        Assert.That(Diagrams.Step(graph, "POST /login").Expect, Is.Empty, "which one it is depends on the branch");
    }

    [Test]
    public void What_only_services_do_is_left_out_with_the_fragments_around_it()
    {
        var graph = Diagrams.Mermaid(
            "U->>S: a\nalt cached\nS->>S: take\nelse\nloop each\nS->>Db: read\nend\nend\npar\nS->>Q: x\nand\nS->>M: y\nend\nS-->>U: 200"
        );

        Assert.That(
            graph.Processes[0].Nodes.Select(node => node.Type),
            Is.EqualTo(new[] { NodeType.StartEvent, NodeType.ServiceTask, NodeType.EndEvent })
        );
        Assert.That(graph.Warnings.Single().Message, Does.StartWith("4 message(s)").And.Contain("S → S: take"));
        Assert.That(Diagrams.Step(graph, "a").Attributes["sequence:inner"], Is.EqualTo("S → S: take\nS → Db: read\nS → Q: x\nS → M: y"));
    }
}
