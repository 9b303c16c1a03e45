using System.Text.Json.Nodes;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Tests.Conditions;

[TestFixture]
internal sealed class ConditionSolverTests
{
    [TestCase("amount > 1000", """{"amount":1001}""")]
    [TestCase("amount >= 700", """{"amount":700}""")]
    [TestCase("amount < 500", """{"amount":499}""")]
    [TestCase("rate > 0.05", """{"rate":0.06}""")]
    [TestCase("x > 1 and x < 2", """{"x":1.5}""")]
    [TestCase("x > 5 and x <= 6", """{"x":6}""")]
    [TestCase("2 * x + 1 = 7", """{"x":3}""")]
    [TestCase("-x > 3", """{"x":-4}""")]
    [TestCase("x / 4 >= 2.5", """{"x":10}""")]
    [TestCase("status = \"OPEN\"", """{"status":"OPEN"}""")]
    [TestCase("customer.address.city = \"Bern\"", """{"customer":{"address":{"city":"Bern"}}}""")]
    [TestCase("note = null", """{"note":null}""")]
    [TestCase("not(approved)", """{"approved":false}""")]
    [TestCase("approved", """{"approved":true}""")]
    [TestCase("day > date(\"2026-02-28\")", """{"day":"2026-03-01"}""")]
    [TestCase("at <= date and time(\"2026-01-31T10:00:00Z\")", """{"at":"2026-01-31T10:00:00Z"}""")]
    [TestCase("day - duration(\"P10D\") >= date(\"2026-01-01\")", """{"day":"2026-01-11"}""")]
    [TestCase("starts with(code, \"AB\") and ends with(code, \"BC\") and string length(code) = 3", """{"code":"ABC"}""")]
    [TestCase("list contains(tags, \"vip\") and count(tags) = 2", """{"tags":["vip","item 1"]}""")]
    [TestCase("x = y + 5 and y = 3", """{"y":3,"x":8}""")]
    [TestCase("(if vip then 10 else 20) = limit and not(vip)", """{"vip":false,"limit":20}""")]
    public void Values_lie_at_the_boundary(string condition, string expected)
    {
        var solution = Solve(condition);

        Assert.That(Data(solution).ToJsonString(), Is.EqualTo(expected));
    }

    [TestCase("x < y and y < z and x >= 1 and z <= 3")]
    [TestCase("x < y and y < z and z < x + 1")]
    [TestCase("x != y and y != z and x != z and x in [1,2,3] and y in [1,2,3] and z in [1,2,3]")]
    [TestCase("total > price * 3 and price >= 10")]
    [TestCase("start < end and end <= date(\"2026-12-31\") and start >= date(\"2026-12-30\")")]
    [TestCase("x % 7 = 3 and x > 100")]
    [TestCase("contains(mail, \"@\") and not(contains(mail, \" \")) and string length(mail) > 12")]
    [TestCase("a = b and a != \"x\" and b in (\"x\", \"y\")")]
    [TestCase("(a or b) and (not(a) or c) and (not(b) or not(c)) and not(a and b)")]
    [TestCase("code > \"M\" and code != \"Ma\"")]
    [TestCase("x != 0 and x != 1 and x != 2 and x != -1")]
    public void Harder_conditions_have_values_too(string condition)
    {
        var solution = Solve(condition);

        Assert.That(solution.Contradiction, Is.Null);
        Assert.That(solution.Unsolved, Is.Empty);
        Assert.That(ConditionEvaluator.Judge(Parse(condition), Data(solution)), Is.True);
    }

    [TestCase("amount > 1000|amount < 500", "amount > 1000 contradicts amount < 500 at G2")]
    [TestCase("x > 5|amount > 1000|y = 2|amount < 500|x < 9", "amount > 1000 contradicts amount < 500 at G4")]
    [TestCase("status = \"A\"|status = \"B\"", "status = \"A\" contradicts status = \"B\" at G2")]
    [TestCase("x < y|y < z|z < x", "x < y and y < z contradicts z < x at G3")]
    [TestCase("a = b|a != b", "a = b contradicts a != b at G2")]
    [TestCase("x > 5 and x < 5", "x > 5 and x < 5 cannot hold at G1")]
    [TestCase("!x > 5|x = 6", "not (x > 5) contradicts x = 6 at G2")]
    [TestCase("starts with(c, \"A\")|starts with(c, \"B\")", "starts with(c, \"A\") contradicts starts with(c, \"B\") at G2")]
    [TestCase("string length(c) > 5|c = \"abc\"", "string length(c) > 5 contradicts c = \"abc\" at G2")]
    [TestCase(
        "day > date(\"2026-01-01\")|day < date(\"2026-01-02\")",
        "day > date(\"2026-01-01\") contradicts day < date(\"2026-01-02\") at G2"
    )]
    [TestCase("approved|not(approved)", "approved contradicts not(approved) at G2")]
    [TestCase("x in (1, 2)|x != 1|x != 2", "x in (1, 2) and x != 1 contradicts x != 2 at G3")]
    [TestCase(
        "end - start > duration(\"P30D\")|start >= date(\"2026-01-01\")|end < date(\"2026-01-20\")",
        "end - start > duration(\"P30D\") and start >= date(\"2026-01-01\") contradicts end < date(\"2026-01-20\") at G3"
    )]
    public void A_contradiction_names_the_conditions_that_make_it(string conditions, string reason)
    {
        var solution = ConditionSolver.Solve(Conjuncts(conditions));

        Assert.That(solution.Contradiction?.Reason, Is.EqualTo(reason));
    }

    [Test]
    public void Schemas_bound_what_is_chosen()
    {
        var amount = new VariableDomain
        {
            Type = "integer",
            Minimum = 500,
            Maximum = 100_000,
            MultipleOf = 50,
        };
        var purpose = new VariableDomain { Type = "string", Enum = [new ConditionValue.Text("CAR"), new ConditionValue.Text("HOME")] };
        var code = new VariableDomain { Type = "string", Pattern = "^[A-Z]{3}-[0-9]{2}$" };
        var share = new VariableDomain
        {
            Type = "number",
            Minimum = 0,
            Maximum = 1,
            ExclusiveMaximum = true,
        };

        Assert.That(Solved("amount > 1000", ("amount", amount)), Is.EqualTo("""{"amount":1050}"""));
        Assert.That(Solved("amount < 100000", ("amount", amount)), Is.EqualTo("""{"amount":99950}"""));
        Assert.That(Solved("purpose != \"CAR\"", ("purpose", purpose)), Is.EqualTo("""{"purpose":"HOME"}"""));
        Assert.That(Solved("code != \"ABC-12\"", ("code", code)), Does.Match("""^\{"code":"[A-Z]{3}-[0-9]{2}"\}$"""));
        Assert.That(Solved("share > 0.5", ("share", share)), Is.EqualTo("""{"share":0.6}"""));
        Assert.That(
            Refused("amount > 200000", ("amount", amount)),
            Is.EqualTo("amount > 200000 contradicts the schema of amount (integer from 500 to 100000 in steps of 50) at G1")
        );
        Assert.That(
            Refused("purpose != \"CAR\"|purpose != \"HOME\"", ("purpose", purpose)),
            Is.EqualTo("purpose != \"CAR\" and the schema of purpose (one of \"CAR\", \"HOME\") contradict purpose != \"HOME\" at G2")
        );
        Assert.That(Refused("amount = null", ("amount", amount)), Does.StartWith("amount = null contradicts the schema of amount"));
        Assert.That(Solved("amount = null", ("amount", amount with { Nullable = true })), Is.EqualTo("""{"amount":null}"""));
        Assert.That(Refused("x < y|y < 2", ("x", amount), ("y", amount)), Does.Contain("y < 2"));
    }

    [Test]
    public void The_seed_chooses_among_boundaries_and_always_the_same()
    {
        string With(int seed) =>
            Data(ConditionSolver.Solve(Conjuncts("x >= 500 and x < 700|status in (\"A\", \"B\", \"C\")"), seed: seed)).ToJsonString();

        var all = Enumerable.Range(1, 30).Select(With).ToList();

        Assert.That(Enumerable.Range(1, 30).Select(With), Is.EqualTo(all));
        Assert.That(all.Select(d => (int)JsonNode.Parse(d)!["x"]!).Distinct(), Is.EquivalentTo(new[] { 500, 699 }));
        Assert.That(all.Select(d => (string?)JsonNode.Parse(d)!["status"]).Distinct().Count(), Is.EqualTo(3));
    }

    [Test]
    public void What_is_beyond_the_solver_is_left_open()
    {
        var solution = ConditionSolver.Solve(Conjuncts("x * x = 1234567|y > 5"));

        Assert.That(solution.Contradiction, Is.Null);
        Assert.That(solution.Unsolved.Single().Text, Is.EqualTo("x * x = 1234567"));
        Assert.That(solution.Values.Keys.Single().ToString(), Is.EqualTo("y"));
    }

    [Test]
    public void Many_conditions_on_one_variable_are_solved_fast()
    {
        var conjuncts = Conjuncts(string.Join('|', Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? $"x > {i}" : $"x < {100_000 - i}")));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var solution = ConditionSolver.Solve(conjuncts);

        Assert.That(Data(solution)["x"], Is.Not.Null);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    internal static ConditionExpression Parse(string condition) => ConditionParser.Parse(condition, ConditionDialect.Feel).Expression!;

    /// <summary>Conditions parted by <c>|</c> at G1, G2, …; one that must be false has <c>!</c> before it.</summary>
    internal static IReadOnlyList<Conjunct> Conjuncts(string conditions) =>
        [
            .. conditions
                .Split('|')
                .Select(
                    (text, i) =>
                        new Conjunct($"F{i + 1}", $"G{i + 1}", text.TrimStart('!'), Parse(text.TrimStart('!')), !text.StartsWith('!'))
                ),
        ];

    internal static JsonObject Data(PathSolution solution)
    {
        var data = new JsonObject();
        foreach (var (variable, value) in solution.Values)
        {
            var parent = data;
            foreach (var name in variable.Segments.SkipLast(1))
            {
                parent[name] ??= new JsonObject();
                parent = parent[name]!.AsObject();
            }

            parent[variable.Segments[^1]] = JsonValues.Write(value);
        }

        return data;
    }

    private static PathSolution Solve(string condition) => ConditionSolver.Solve(Conjuncts(condition));

    private static string Solved(string conditions, params (string Name, VariableDomain Domain)[] domains) =>
        Data(ConditionSolver.Solve(Conjuncts(conditions), Domains(domains))).ToJsonString();

    private static string? Refused(string conditions, params (string Name, VariableDomain Domain)[] domains) =>
        ConditionSolver.Solve(Conjuncts(conditions), Domains(domains)).Contradiction?.Reason;

    private static Dictionary<VariablePath, VariableDomain> Domains((string Name, VariableDomain Domain)[] domains) =>
        domains.ToDictionary(d => new VariablePath([d.Name]), d => d.Domain);
}
