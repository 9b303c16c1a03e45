using System.Text.Json.Nodes;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.Templates;
using static Orchestra.Engine.Tests.Language.RenderContexts;

namespace Orchestra.Engine.Tests.Language;

/// <summary>Faults of the grammar, and what looks like other languages (S20 of the security list).</summary>
public sealed class TemplateSyntaxTests
{
    [TestCase("{{7*7}}", 4, "expected }}, found '*'")]
    [TestCase("{{ data.a-b }}", 10, "expected }}, found '-'")]
    [TestCase("{{ }}", 4, "expected a path, a function or a literal, found '}'")]
    [TestCase("x {{data.name", 14, "the expression is not closed: }} is missing")]
    [TestCase("{{$.data.name}}", 3, "a path is written without the leading $., such as data.amount")]
    [TestCase("{{name}}", 3, "'name' is no root: a path starts with data, steps, suite, run, vars, secrets, response, dbResult or message")]
    [TestCase("{{data.}}", 8, "expected a name after the dot, found '}'; a name with other characters is written ['…']")]
    [TestCase("{{data[abc]}}", 8, "expected a quoted name, an index, a slice, * or a filter, found 'a'")]
    [TestCase("{{data['abc]}}", 8, "a string is not closed: ' is missing")]
    [TestCase("{{data.x ?? data.y}}", 13, "expected a literal after ??: 'text', a number, true, false or null")]
    [TestCase("{{uuid() ?? 1}}", 10, "?? follows a path only: anything else always has a value")]
    [TestCase("{{secrets}}", 3, "a secret is taken by its name: secrets.NAME")]
    [TestCase("{{secrets.*}}", 3, "a secret is taken by its name: secrets.NAME")]
    [TestCase("{{secrets..x}}", 3, "a secret is taken by its name: secrets.NAME")]
    [TestCase("{{secrets.A.length}}", 12, "a secret is a text: nothing can be selected inside it")]
    [TestCase(
        "{{exec('ls')}}",
        3,
        "there is no function exec(): uuid, now, randomInt, randomString, base64, json, string, number, length, lastSegment"
    )]
    [TestCase("{{base64()}}", 3, "base64(x) was given 0 arguments")]
    [TestCase("{{uuid(1)}}", 3, "uuid() was given 1 argument")]
    [TestCase("{{data.x[?@.a==@.b[*]]}}", 16, "a path that may select several values cannot be compared: use count() or value()")]
    [TestCase("{{{data.x}}}", 3, "expected a path, a function or a literal, found '{' (a literal {{ is written {{{{)")]
    public void A_fault_of_grammar_names_its_column(string template, int column, string message)
    {
        var thrown = Assert.Throws<TemplateException>(() => Template.Parse(template))!;

        Assert.That(thrown.Faults, Is.EqualTo(new[] { new LanguageFault(LanguageFaultKind.Syntax, message, "", column) }));
    }

    [TestCase("${7*7}")]
    [TestCase("${jndi:ldap://127.0.0.1/a}")]
    [TestCase("<%= system('id') %>")]
    [TestCase("#{7*7}")]
    [TestCase("{% for i in (1..9) %}")]
    [TestCase("{7*7}")]
    [TestCase("$(id) `id`")]
    [TestCase("a\0b")]
    public void Other_template_languages_stay_literal(string text) => Assert.That((string?)Render(text), Is.EqualTo(text));

    [TestCase("{{''.constructor.constructor('return process')()}}")]
    [TestCase("{{data.constructor.prototype}}")]
    [TestCase("{{data.__proto__}}")]
    [TestCase("{{data.GetType()}}")]
    [TestCase("{{ range(1, 1e9) }}")]
    [TestCase("{{ 'x' * 1000000000 }}")]
    [TestCase("{{ include('/etc/passwd') }}")]
    [TestCase("{{ T(java.lang.Runtime) }}")]
    public void Chains_that_break_out_of_other_engines_are_clear_faults(string text) =>
        Assert.That(() => Render(text), Throws.TypeOf<TemplateException>());

    [Test]
    public void A_value_that_looks_like_a_template_is_not_rendered_again()
    {
        var context = Loan with { Data = JsonNode.Parse("""{ "evil": "{{secrets.TOKEN}}" }""") };

        var rendered = Template.Parse("{{data.evil}} {{string(data.evil)}}").Render(context);

        Assert.That((string?)rendered.Value, Is.EqualTo("{{secrets.TOKEN}} {{secrets.TOKEN}}"));
        Assert.That(rendered.Secrets, Is.Empty);
    }

    [Test]
    public void Parsing_goes_on_after_a_fault_and_lists_all()
    {
        var thrown = Assert.Throws<TemplateException>(() =>
            Template.Parse(JsonNode.Parse("""["{{a}} {{data.ok}} {{b}}", "{{data.}}"]"""))
        )!;

        Assert.That(thrown.Faults.Select(fault => $"{fault.Location}@{fault.Column}"), Is.EqualTo(new[] { "/0@3", "/0@21", "/1@8" }));
    }

    [Test]
    public void References_are_found_in_filters_and_arguments_too()
    {
        var tree = JsonNode.Parse(
            """{ "a": "{{steps.one.response.body.items[?@.id == step.two.response.body.id && count($.suite.x[*]) > 1].id}}", "b": ["{{json(vars.region ?? 'eu')}}", "{{secrets.TOKEN}}"] }"""
        );

        var references = TemplateCheck.FindReferences(tree);

        Assert.Multiple(() =>
        {
            Assert.That(references.StepAliases, Is.EquivalentTo(new[] { "one", "two" }));
            Assert.That(references.Secrets, Is.EquivalentTo(new[] { "TOKEN" }));
            Assert.That(references.Roots, Is.EquivalentTo(new[] { "steps", "suite", "vars", "secrets" }));
            Assert.That(references.All.Single(reference => reference.Root == "vars").HasDefault, Is.True);
            Assert.That(references.All.Single(reference => reference.Name == "two").Location, Is.EqualTo("/a"));
            Assert.That(references.Faults, Is.Empty);
        });
    }

    [Test]
    public void The_static_check_finds_steps_that_come_later_and_results_that_are_not_there_yet()
    {
        var tree = JsonNode.Parse(
            """{ "a": "{{steps.later.response.body}}", "b": "{{response.body}}", "c": "{{steps.submit.response.body}}", "d": "{{" }"""
        );

        var faults = TemplateCheck.Check(tree, new HashSet<string> { "submit" }, hasOwnResult: false);
        var inRules = TemplateCheck.Check("{{response.body}}", new HashSet<string>(), hasOwnResult: true);

        Assert.That(faults.Select(fault => fault.Location).Order(), Is.EqualTo(new[] { "/a", "/b", "/d" }));
        Assert.That(faults.Single(fault => fault.Location == "/a").Message, Does.Contain("no step 'later' comes before this one (submit)"));
        Assert.That(inRules, Is.Empty);
    }
}
