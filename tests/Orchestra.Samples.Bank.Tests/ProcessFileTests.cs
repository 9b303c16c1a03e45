using System.Xml.Linq;

namespace Orchestra.Samples.Bank.Tests;

/// <summary>The BPMN file fits the OpenAPI document and itself.</summary>
public sealed class ProcessFileTests
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static readonly XNamespace Di = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static readonly XNamespace Extension = "urn:orchestra:bpmn:1";

    private static readonly XElement Process = BankFiles.Process.Root!.Element(Bpmn + "process")!;

    private static IEnumerable<XElement> Nodes =>
        Process
            .Descendants()
            .Where(e => e.Name.Namespace == Bpmn && (IdOf(e).Contains("Task_", StringComparison.Ordinal) || IsEventGatewayOrSubProcess(e)));

    private static IEnumerable<XElement> Flows => Process.Descendants(Bpmn + "sequenceFlow");

    [Test]
    public void Ids_are_unique_and_every_reference_resolves()
    {
        var ids = BankFiles.Process.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.That(ids, Is.Unique);

        var nodes = Nodes.Select(IdOf).ToHashSet();
        foreach (var flow in Flows)
        {
            Assert.That(nodes, Does.Contain(flow.Attribute("sourceRef")!.Value), IdOf(flow));
            Assert.That(nodes, Does.Contain(flow.Attribute("targetRef")!.Value), IdOf(flow));
        }

        foreach (var node in Nodes)
        {
            var (incoming, outgoing) = (node.Elements(Bpmn + "incoming"), node.Elements(Bpmn + "outgoing"));
            Assert.That(incoming.Select(e => e.Value), Is.EquivalentTo(FlowsWith("targetRef", IdOf(node))), IdOf(node));
            Assert.That(outgoing.Select(e => e.Value), Is.EquivalentTo(FlowsWith("sourceRef", IdOf(node))), IdOf(node));
        }
    }

    [Test]
    public void Every_node_and_flow_is_drawn_and_every_outer_node_has_one_lane()
    {
        var drawn = BankFiles
            .Process.Descendants()
            .Where(e => e.Name.Namespace == Di)
            .Attributes("bpmnElement")
            .Select(a => a.Value)
            .ToArray();
        Assert.That(drawn, Is.Unique);
        Assert.That(Nodes.Concat(Flows).Select(IdOf), Is.SubsetOf(drawn));

        var inLanes = Process.Descendants(Bpmn + "flowNodeRef").Select(e => e.Value);
        Assert.That(inLanes, Is.EquivalentTo(Nodes.Where(node => node.Parent == Process).Select(IdOf)));
    }

    [Test]
    public void The_process_has_two_decisions_one_split_with_its_join_a_loop_and_a_sub_process()
    {
        var decisions = Process.Descendants(Bpmn + "exclusiveGateway").Where(g => g.Elements(Bpmn + "outgoing").Count() > 1).Select(IdOf);
        Assert.That(decisions, Is.EqualTo(["Gateway_Score", "Gateway_Review"]));
        Assert.That(Process.Descendants(Bpmn + "parallelGateway").Count(), Is.EqualTo(2));
        Assert.That(Process.Descendants(Bpmn + "subProcess").Count(), Is.EqualTo(1));
        Assert.That(FlowsWith("sourceRef", "Task_UploadDocument"), Is.EqualTo(["Flow_BackToReview"]));
        Assert.That(FlowsWith("targetRef", "Gateway_ReviewEntry"), Does.Contain("Flow_BackToReview"));
    }

    [Test]
    public void A_decision_has_a_condition_on_each_flow_but_its_default()
    {
        foreach (var gateway in Process.Descendants(Bpmn + "exclusiveGateway").Where(g => g.Elements(Bpmn + "outgoing").Count() > 1))
        {
            var bare = Flows
                .Where(f => f.Attribute("sourceRef")!.Value == IdOf(gateway) && f.Element(Bpmn + "conditionExpression") is null)
                .Select(IdOf)
                .ToArray();
            Assert.That(bare, Is.EqualTo(gateway.Attributes("default").Select(a => a.Value)), IdOf(gateway));
        }
    }

    [Test]
    public void Endpoints_given_in_the_file_exist_and_most_tasks_are_left_to_their_names()
    {
        var given = Process.Descendants().Attributes(Extension + "endpoint").Select(a => a.Value).ToArray();
        var known = BankFiles.OpenApi.Operations.SelectMany(o => (string[])[$"{o.Method.Method} {o.Path}", $"loans#{o.Id}"]);

        Assert.That(given, Has.Length.EqualTo(3));
        Assert.That(given, Is.SubsetOf(known));
        Assert.That(Tasks.Count(), Is.EqualTo(14));
    }

    [Test]
    public void Every_task_has_words_in_common_with_one_operation_only()
    {
        foreach (var task in Tasks)
        {
            var words = task.Attribute("name")!.Value.ToLowerInvariant().Split(' ');
            var best = BankFiles
                .OpenApi.Operations.Where(o => o.Method == HttpMethod.Post)
                .Where(o => words.All(word => o.Id.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .Select(o => o.Id);
            Assert.That(best.Count(), Is.EqualTo(1), IdOf(task));
        }
    }

    [Test]
    public void No_flow_names_a_data_set_and_every_flow_of_a_decision_has_evidence()
    {
        Assert.That(Process.Descendants().Attributes(Extension + "dataSet"), Is.Empty);
        foreach (var gateway in Process.Descendants(Bpmn + "exclusiveGateway").Where(g => g.Elements(Bpmn + "outgoing").Count() > 1))
        {
            var flows = Flows.Where(f => f.Attribute("sourceRef")!.Value == IdOf(gateway));
            Assert.That(flows.Select(f => f.Descendants(Extension + "expect").Count()), Is.All.EqualTo(1), IdOf(gateway));
        }
    }

    [Test]
    public void Expectations_read_what_the_answers_declare()
    {
        var rules = Process.Descendants(Extension + "expect").ToArray();

        Assert.That(rules, Has.Length.EqualTo(18));
        foreach (var rule in rules)
        {
            var property = rule.Attribute("left")!.Value.Replace("{{response.body.", "", StringComparison.Ordinal).TrimEnd('}');
            var owner = rule.Ancestors().First(e => e.Attribute("id") is not null);
            // A flow's rules are about the answer of the task before its gateway.
            var task = owner.Attribute("sourceRef") is { } gateway ? TaskBefore(gateway.Value) : owner;
            var words = task.Attribute("name")!.Value.ToLowerInvariant().Split(' ');
            var operation = BankFiles.OpenApi.Operations.Single(o =>
                o.Method == HttpMethod.Post && words.All(word => o.Id.Contains(word, StringComparison.OrdinalIgnoreCase))
            );
            var success = operation.Definition["responses"]![$"{operation.DeclaredStatuses.Min()}"]!;
            var schema = BankFiles.OpenApi.Resolve(success["content"]!["application/json"]!["schema"]!);
            Assert.That(schema["properties"]!.AsObject().ContainsKey(property), Is.True, $"{IdOf(task)}: {property}");
        }
    }

    [Test]
    public void Data_sets_and_examples_fit_the_schema_of_an_application()
    {
        foreach (var name in BankFiles.DataSets.Keys)
        {
            var body = System.Text.Json.Nodes.JsonNode.Parse(BankFiles.ApplicationOf(name));
            Assert.That(BankFiles.OpenApi.SchemaViolations("NewApplication", body), Is.Empty, name);
        }
    }

    [Test]
    public void The_environment_names_the_service_of_the_document()
    {
        Assert.That(BankFiles.Environment["serviceUrls"]!["loans"]!.GetValue<string>(), Is.EqualTo("http://127.0.0.1:9080"));
    }

    private static IEnumerable<XElement> Tasks => Nodes.Where(node => IdOf(node).StartsWith("Task_", StringComparison.Ordinal));

    private static string IdOf(XElement element) => element.Attribute("id")?.Value ?? "";

    private static bool IsEventGatewayOrSubProcess(XElement element) =>
        element.Name.LocalName is "startEvent" or "endEvent" or "exclusiveGateway" or "parallelGateway" or "subProcess";

    private static IEnumerable<string> FlowsWith(string attribute, string nodeId) =>
        Flows.Where(flow => flow.Attribute(attribute)!.Value == nodeId).Select(IdOf);

    private static XElement TaskBefore(string gateway)
    {
        var flow = Process.Descendants().Single(e => e.Attribute("targetRef")?.Value == gateway && e.Attribute("sourceRef") is not null);
        return Process.Descendants().Single(e => e.Attribute("id")?.Value == flow.Attribute("sourceRef")!.Value);
    }
}
