using Orchestra.Contracts.Processes;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Binding;

[TestFixture]
internal sealed class TaskBinderTests
{
    private static readonly ServiceSpec _loans = TestSpec.Service(
        "loans",
        TestSpec.Endpoint("POST /v1/applications", "submitApplication"),
        TestSpec.Endpoint("GET /v1/applications/{id}", "getApplication"),
        TestSpec.Endpoint("POST /v1/applications/{id}/documents", "uploadDocument")
    );

    private static readonly ServiceSpec _archive = TestSpec.Service("archive", TestSpec.Endpoint("POST /files", "uploadDocument"));

    [TestCase("POST /v1/applications", "loans", "POST /v1/applications")]
    [TestCase("post /v1/applications/", "loans", "POST /v1/applications")]
    [TestCase("GET /v1/applications/{applicationId}", "loans", "GET /v1/applications/{id}")]
    [TestCase("GET /applications/{id}", "loans", "GET /v1/applications/{id}")]
    [TestCase("submitApplication", "loans", "POST /v1/applications")]
    [TestCase("archive#uploadDocument", "archive", "POST /files")]
    [TestCase("loans#uploadDocument", "loans", "POST /v1/applications/{id}/documents")]
    [TestCase("archive#POST /files", "archive", "POST /files")]
    public void An_extension_names_an_endpoint(string text, string service, string endpoint)
    {
        var (result, warnings) = Bind(new TestGraph().Task("T1", "Anything", n => n with { Endpoint = text }));

        var bound = result.ByNode["T1"];
        Assert.That((bound.Endpoint.ServiceName, bound.Endpoint.Spec.EndpointName), Is.EqualTo((service, endpoint)));
        Assert.That((bound.Binding.Source, bound.Binding.Score), Is.EqualTo(("EXTENSION", 1.0)));
        Assert.That(warnings, Is.Empty);
    }

    [TestCase("POST /nowhere")]
    [TestCase("loans#nothing")]
    [TestCase("other#submitApplication")]
    [TestCase("DELETE /v1/applications")]
    [TestCase("")]
    [TestCase("#")]
    public void An_extension_that_names_nothing_leaves_the_task_unbound_and_says_so(string text)
    {
        var (result, warnings) = Bind(new TestGraph().Task("T1", "Submit application", n => n with { Endpoint = text }));

        Assert.That(result.ByNode, Is.Empty);
        Assert.That(result.Unbound.Single().Best?.EndpointName, Is.EqualTo("POST /v1/applications"));
        Assert.That(warnings.Single(), Has.Property("Code").EqualTo("ENDPOINT_NOT_FOUND").And.Property("ElementId").EqualTo("T1"));
    }

    [Test]
    public void An_extension_that_names_two_endpoints_takes_the_first_and_warns()
    {
        var (result, warnings) = Bind(new TestGraph().Task("T1", "X", n => n with { Endpoint = "uploadDocument" }));

        Assert.That(result.ByNode["T1"].Endpoint.ServiceName, Is.EqualTo("loans"));
        Assert.That(warnings.Single().Code, Is.EqualTo("ENDPOINT_AMBIGUOUS"));
    }

    [Test]
    public void An_override_wins_over_the_extension_and_the_name()
    {
        var graph = new TestGraph().Task("T1", "Submit application", n => n with { Endpoint = "submitApplication" });

        var (result, _) = Bind(graph, new() { ["T1"] = "archive#uploadDocument" });

        Assert.That(result.ByNode["T1"].Endpoint.ServiceName, Is.EqualTo("archive"));
        Assert.That(result.ByNode["T1"].Binding.Source, Is.EqualTo("OVERRIDE"));
    }

    [Test]
    public void An_override_of_an_unknown_node_is_a_warning()
    {
        var (_, warnings) = Bind(new TestGraph().Task("T1", "Submit application"), new() { ["T7"] = "submitApplication" });

        Assert.That(warnings.Single(), Has.Property("Code").EqualTo("OVERRIDE_UNKNOWN_NODE").And.Property("ElementId").EqualTo("T7"));
    }

    [Test]
    public void The_runner_up_shows_a_close_call()
    {
        var (result, _) = Bind(new TestGraph().Task("T1", "Upload document"));

        var binding = result.ByNode["T1"].Binding;
        Assert.That(binding.Source, Is.EqualTo("NAME"));
        Assert.That(binding.RunnerUp, Has.Property("EndpointName").EqualTo("POST /files").And.Property("ServiceName").EqualTo("archive"));
        Assert.That(binding.RunnerUp!.Score, Is.LessThanOrEqualTo(binding.Score));
    }

    [TestCase("Upload document")]
    [TestCase("Get the application")]
    [TestCase("Post a document to the applications")]
    public void The_parts_of_a_score_add_up_to_it(string name)
    {
        var (result, _) = Bind(new TestGraph().Task("T1", name));

        var binding = result.ByNode["T1"].Binding;
        var parts = binding.Parts!;
        Assert.That(parts.OperationId + parts.Summary + parts.Path + parts.Tags + parts.Verb, Is.EqualTo(binding.Score).Within(0.003));
        Assert.That(parts.OperationId, Is.GreaterThan(0));
        Assert.That(binding.Threshold, Is.EqualTo(0.5));
    }

    [Test]
    public void An_override_that_names_no_endpoint_is_a_fault_and_all_are_listed()
    {
        var graph = new TestGraph().Task("T1", "Submit application").Task("T2", "Upload document");

        var refusal = Assert.Throws<GenerationException>(() => Bind(graph, new() { ["T1"] = "POST /nowhere", ["T2"] = "nothing" }));

        Assert.That(refusal!.Faults.Select(fault => fault.Path), Is.EqualTo(new[] { "bindings.T1", "bindings.T2" }));
        Assert.That(refusal.Faults[0].Message, Does.Contain("'POST /nowhere'").And.Contain("the closest by name is POST /v1/applications"));
    }

    [Test]
    public void Two_tasks_do_not_share_an_endpoint_when_another_is_almost_as_good()
    {
        var service = TestSpec.Service(
            "mail",
            TestSpec.Endpoint("POST /letters", "sendLetter"),
            TestSpec.Endpoint("POST /letter-copies", "sendLetterCopy")
        );
        var graph = new TestGraph().Task("T1", "Send letter").Task("T2", "Send a letter copy").Task("T3", "Send letter");

        var result = new TaskBinder(new EndpointCatalog([service]), 0.5, _ => { }).Bind(graph.Process, new Dictionary<string, string>());

        Assert.That(result.ByNode["T1"].Endpoint.Spec.OperationId, Is.EqualTo("sendLetter"));
        Assert.That(result.ByNode["T2"].Endpoint.Spec.OperationId, Is.EqualTo("sendLetterCopy"));
        Assert.That(result.ByNode["T3"].Endpoint.Spec.OperationId, Is.EqualTo("sendLetter"), "the same name means the same thing");
    }

    [Test]
    public void A_task_gives_way_to_an_explicit_owner_only_when_it_loses_little()
    {
        var close = TestSpec.Service("s", TestSpec.Endpoint("POST /a", "uploadDocument"), TestSpec.Endpoint("POST /b", "uploadDocuments"));
        var far = TestSpec.Service("s", TestSpec.Endpoint("POST /a", "uploadDocument"), TestSpec.Endpoint("POST /b", "printInvoice"));
        var graph = new TestGraph().Task("T1", "Hand in", n => n with { Endpoint = "POST /a" }).Task("T2", "Upload document");

        string? PathOf(ServiceSpec service) =>
            new TaskBinder(new EndpointCatalog([service]), 0.5, _ => { })
                .Bind(graph.Process, new Dictionary<string, string>())
                .ByNode["T2"]
                .Endpoint.Spec.Path;

        Assert.That(PathOf(close), Is.EqualTo("/b"));
        Assert.That(PathOf(far), Is.EqualTo("/a"));
    }

    [Test]
    public void Every_task_like_node_is_bound_or_listed_as_unbound()
    {
        var graph = new TestGraph()
            .Node("S", NodeType.StartEvent, "Submit application")
            .Node("G", NodeType.ExclusiveGateway, "Upload document")
            .Node("Sub", NodeType.SubProcess, "Upload document")
            .Node("Call", NodeType.CallActivity, "Feed the cat")
            .Node("CallWithBody", NodeType.CallActivity, "Feed the dog")
            .Node("Inner", NodeType.ScriptTask, "Upload document", n => n with { Parent = "CallWithBody" })
            .Node("Throw", NodeType.IntermediateThrowEvent, "Sing", n => n with { Trigger = "message" })
            .Node("Timer", NodeType.IntermediateCatchEvent, "Two days", n => n with { Trigger = "timer" })
            .Node("End", NodeType.EndEvent, "Done");

        var (result, _) = Bind(graph);

        Assert.That(result.ByNode.Keys, Is.EqualTo(new[] { "Inner" }));
        Assert.That(result.Unbound.Select(u => u.NodeId), Is.EqualTo(new[] { "Call", "Throw" }));
    }

    [Test]
    public void An_id_with_words_stands_in_for_a_missing_name()
    {
        var (result, _) = Bind(new TestGraph().Task("Task_SubmitApplication").Task("Activity_0x3kd9f"));

        Assert.That(result.ByNode["Task_SubmitApplication"].Endpoint.Spec.OperationId, Is.EqualTo("submitApplication"));
        Assert.That(result.Unbound.Single().NodeId, Is.EqualTo("Activity_0x3kd9f"));
    }

    [Test]
    public void Without_endpoints_every_task_is_unbound()
    {
        var result = new TaskBinder(new EndpointCatalog([]), 0.5, _ => { }).Bind(
            new TestGraph().Task("T1", "Submit application").Process,
            new Dictionary<string, string>()
        );

        Assert.That(result.Unbound.Single().Best, Is.Null);
    }

    private static (BindingResult Result, List<ImportWarning> Warnings) Bind(TestGraph graph, Dictionary<string, string>? overrides = null)
    {
        var warnings = new List<ImportWarning>();
        var binder = new TaskBinder(new EndpointCatalog([_loans, _archive]), 0.5, warnings.Add);
        return (binder.Bind(graph.Process, overrides ?? []), warnings);
    }
}
