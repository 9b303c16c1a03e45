using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Language.Templates;
using Orchestra.Engine.Specs;
using Orchestra.Modeling.Bpmn;

namespace Orchestra.Generation.Tests;

/// <summary>The real sample, read by the real readers.</summary>
[TestFixture]
internal sealed class BankSampleTests
{
    private readonly GeneratedSuite _suite = Generate(new SuiteOptions());

    [TestCase("Task_Submit", "POST /applications", "EXTENSION")]
    [TestCase("Task_Score", "POST /applications/{applicationId}/score", "NAME")]
    [TestCase("Task_Review", "POST /applications/{applicationId}/reviews", "NAME")]
    [TestCase("Task_RequestDocuments", "POST /applications/{applicationId}/document-requests", "NAME")]
    [TestCase("Task_UploadDocument", "POST /applications/{applicationId}/documents", "EXTENSION")]
    [TestCase("Task_Approve", "POST /applications/{applicationId}/approval", "NAME")]
    [TestCase("Task_Reject", "POST /applications/{applicationId}/rejection", "NAME")]
    [TestCase("Task_NotifyCustomer", "POST /applications/{applicationId}/notifications", "NAME")]
    [TestCase("Task_CreateAccount", "POST /applications/{applicationId}/accounts", "NAME")]
    [TestCase("Task_PrepareContract", "POST /applications/{applicationId}/contracts", "NAME")]
    [TestCase("Task_SignContract", "POST /contracts/{contractId}/signature", "NAME")]
    [TestCase("Task_CheckCollateral", "POST /applications/{applicationId}/collateral-checks", "NAME")]
    [TestCase("Task_Disburse", "POST /applications/{applicationId}/disbursement", "EXTENSION")]
    [TestCase("Task_SendRejectionLetter", "POST /applications/{applicationId}/rejection-letters", "NAME")]
    public void Each_task_is_bound_to_its_operation(string node, string endpoint, string source)
    {
        var steps = AllSteps().Where(s => s.NodeId == node).ToList();

        Assert.That(steps, Is.Not.Empty);
        Assert.That(steps.Select(s => s.EndpointRef!.EndpointName), Is.All.EqualTo(endpoint));
        Assert.That(steps.Select(s => s.Binding!.Source), Is.All.EqualTo(source));
    }

    [Test]
    public void Nothing_is_unbound_and_nothing_warned_of()
    {
        Assert.That(_suite.Unbound, Is.Empty);
        Assert.That(_suite.Warnings, Is.Empty);
        Assert.That(_suite.Coverage.Edges.Missing, Is.Empty);
    }

    [TestCase(BranchOrders.Pairs, 1)]
    [TestCase(BranchOrders.All, 5)]
    public void Its_three_parallel_branches_work_on_one_application_and_are_tried_in_other_orders(BranchOrders orders, int more)
    {
        var suite = Generate(new SuiteOptions { Orders = orders });

        var added = suite.Scenarios.Where(s => s.Because.Any(because => because.Kind == "ORDER")).ToList();
        Assert.That(added, Has.Count.EqualTo(more));
        Assert.That(suite.Scenarios, Has.Count.EqualTo(_suite.Scenarios.Count + more));
        Assert.That(suite.Scenarios.Select(s => s.Key), Is.Unique);
        Assert.That(added.SelectMany(s => s.Orders.Values).Select(order => string.Join(' ', order)), Is.Unique);
        Assert.That(added.Select(s => s.Steps.Count(step => step.Kind == StepKind.Barrier)), Is.All.EqualTo(1));
    }

    [Test]
    public void With_pairs_and_loops_every_combination_of_its_decisions_is_covered()
    {
        var suite = Generate(new SuiteOptions { Criteria = [CoverageCriterion.Pairwise] });

        Assert.That(suite.Coverage.Pairs!.Missing, Is.Empty);
        Assert.That(suite.Coverage.Edges.Missing, Is.Empty);
        Assert.That(
            suite
                .Scenarios.SelectMany(s => s.Decisions)
                .Where(visit => visit.Iterations is not null)
                .Select(visit => visit.Iterations)
                .Distinct(),
            Is.EquivalentTo(new int?[] { 0, 1, 3 })
        );
        TestContext.Out.WriteLine(string.Join('\n', suite.Scenarios.Select(s => s.Name)));
    }

    [Test]
    public void Every_path_parameter_is_an_id_of_an_earlier_step()
    {
        foreach (var scenario in _suite.Scenarios)
        {
            var earlier = new HashSet<string>();
            foreach (var step in scenario.Steps)
            {
                foreach (var (name, value) in step.Action.InputTemplate.PathParams)
                {
                    var parts = ((string)value!).Trim('{', '}').Split('.');
                    Assert.That(parts[0], Is.EqualTo("steps"), $"{step.Alias}: {name}");
                    Assert.That(earlier, Does.Contain(parts[1]), $"{step.Alias}: {name}");
                }

                earlier.Add(step.Alias);
            }
        }
    }

    [Test]
    public void The_payment_goes_to_the_account_and_the_signature_to_the_contract()
    {
        var steps = _suite.Scenarios.First(s => s.Steps.Any(t => t.NodeId == "Task_Disburse")).Steps;

        Assert.That(
            (string?)steps.Single(s => s.NodeId == "Task_Disburse").Action.InputTemplate.Body!["accountId"],
            Is.EqualTo("{{steps.createLoanAccount.response.body.id}}")
        );
        Assert.That(
            (string?)steps.Single(s => s.NodeId == "Task_SignContract").Action.InputTemplate.PathParams["contractId"],
            Is.EqualTo("{{steps.prepareContract.response.body.id}}")
        );
        Assert.That(
            (string?)steps.Single(s => s.NodeId == "Task_Disburse").Action.InputTemplate.PathParams["applicationId"],
            Does.EndWith(".response.body.id}}")
        );
    }

    [Test]
    public void The_solver_alone_makes_the_data_and_leaves_the_rest_to_data_sets_by_the_names_of_the_fields()
    {
        var suite = Generate(new SuiteOptions { Criteria = [CoverageCriterion.Pairwise], MaxLoopIterations = 3 });
        var body = suite.Scenarios[0].Steps[0].Action.InputTemplate.Body!.AsObject();

        Assert.That((string?)body["annualIncome"], Is.EqualTo("{{data.annualIncome}}"));
        Assert.That((string?)body["purpose"], Is.EqualTo("{{data.purpose ?? 'CAR'}}"));
        Assert.That(suite.Scenarios.SelectMany(s => s.NeedsData), Is.Empty);
        Assert.That(suite.Scenarios.SelectMany(s => s.DataSets), Is.Empty);
        Assert.That(suite.Scenarios.Select(s => s.Data.Count), Is.All.GreaterThan(1));
        Assert.That(suite.Coverage.Infeasible.Select(i => i.Reason), Has.None.Contains("contradicts"));
    }

    [Test]
    public void Each_visit_of_a_decision_has_its_evidence()
    {
        var suite = Generate(new SuiteOptions { Criteria = [CoverageCriterion.Pairwise], MaxLoopIterations = 3 });

        foreach (var scenario in suite.Scenarios)
        {
            Assert.That(
                scenario.Steps.SelectMany(step => step.Action.Meta.Evidence ?? []),
                Is.EqualTo(scenario.Decisions.SelectMany(visit => visit.Chosen ?? [])),
                scenario.Name
            );
        }
    }

    [Test]
    public void The_parallel_part_ends_in_a_barrier()
    {
        var steps = _suite.Scenarios.First(s => s.Steps.Any(t => t.NodeId == "Task_Disburse")).Steps;
        var barrier = steps.Single(s => s.Kind == StepKind.Barrier);

        Assert.That(barrier.NodeId, Is.EqualTo("Gateway_Fulfilled"));
        Assert.That(
            barrier.Action.Meta.TrackedSteps,
            Is.EquivalentTo(new[] { "createLoanAccount", "prepareContract", "signContract", "notifyCustomer", "checkCollateral" })
        );
    }

    [Test]
    public void Every_template_is_one_of_the_language()
    {
        foreach (var step in AllSteps())
        {
            var input = JsonSerializer.SerializeToNode(step.Action.InputTemplate, OrchestraJson.Options);
            var parsed = Template.TryParse(input, out _, out var faults);

            Assert.That(parsed, Is.True, () => $"{step.Alias}: {string.Join("; ", faults)}");
        }
    }

    [Test]
    public void The_same_sample_gives_the_same_bytes()
    {
        Assert.That(
            JsonSerializer.Serialize(Generate(new SuiteOptions()), OrchestraJson.Options),
            Is.EqualTo(JsonSerializer.Serialize(_suite, OrchestraJson.Options))
        );
    }

    [Test]
    public void A_suite_larger_than_allowed_is_refused_with_its_size()
    {
        var refusal = Assert.Throws<GenerationException>(() => Generate(new SuiteOptions { MaxScenarios = 3 }));

        Assert.That(refusal!.Message, Does.Contain("4 scenarios"));
        Assert.That(Generate(new SuiteOptions { MaxScenarios = 4 }).Scenarios, Has.Count.EqualTo(4));
    }

    [Test]
    public void An_unknown_participant_is_refused_with_those_there_are()
    {
        var refusal = Assert.Throws<GenerationException>(() => Generate(new SuiteOptions { Participant = "Customs" }));

        Assert.That(refusal!.Message, Does.Contain("Credit application"));
        Assert.That(Generate(new SuiteOptions { Participant = "Credit application" }).Scenarios, Is.Not.Empty);
    }

    private IEnumerable<ScenarioStep> AllSteps() => _suite.Scenarios.SelectMany(s => s.Steps);

    private static GeneratedSuite Generate(SuiteOptions options)
    {
        var folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "bank");
        var graph = BpmnReader.Read(File.ReadAllText(Path.Combine(folder, "credit-application.bpmn"))).Graph!;
        var spec = new ServiceSpec("loans", OpenApiReader.Read(File.ReadAllText(Path.Combine(folder, "openapi.yaml"))).Endpoints);
        return SuiteGenerator.Generate(graph, [spec], options, "bank");
    }
}
