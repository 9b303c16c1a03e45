using System.Text.Json.Nodes;
using Orchestra.Engine.Language;
using Orchestra.Engine.Language.Templates;
using static Orchestra.Engine.Tests.Language.RenderContexts;

namespace Orchestra.Engine.Tests.Language;

public sealed class TemplateTests
{
    [TestCase("{{data.amount}}", "1000.50")]
    [TestCase("{{ data.amount }}", "1000.50")]
    [TestCase("{{data.huge}}", "123456789012345678901234567890")]
    [TestCase("{{data.yes}}", "true")]
    [TestCase("{{data.none}}", "null")]
    [TestCase("{{data.list}}", "[1,2,3]")]
    [TestCase("{{data.nested}}", """{"id":7}""")]
    [TestCase("{{data.list[-1]}}", "3")]
    [TestCase("{{data['first name']}}", "\"Bo\"")]
    [TestCase("{{steps.submit.response.body.applicationId}}", "\"A-1\"")]
    [TestCase("{{step.submit.response.statusCode}}", "201")]
    [TestCase("{{steps.submit.response.headers['content-type']}}", "\"application/json\"")]
    [TestCase("{{steps.submit.response.body.items[?@.state=='OPEN'].id}}", "1")]
    [TestCase("{{steps.submit.response.body.items[?@.state==vars.wanted && @.id>2].id}}", "3")]
    [TestCase("{{steps.submit.response.body.items[?@.state==$.vars.wanted && @.id<3].id}}", "2")]
    [TestCase("{{steps.submit.response.body.items[?match(@.state, 'OP.*')].id}}", "1")]
    [TestCase("{{ 7 }}", "7")]
    public void A_template_that_is_the_whole_string_keeps_its_values_type(string template, string expected) =>
        Assert.That(Json(Render(template)), Is.EqualTo(expected));

    [TestCase("amount: {{data.amount}}", "amount: 1000.50")]
    [TestCase(" {{data.amount}}", " 1000.50")]
    [TestCase("{{data.big}} EUR", "1000 EUR")]
    [TestCase("{{data.tiny}} EUR", "0.00000015 EUR")]
    [TestCase("{{data.yes}}/{{data.none}}/", "true//")]
    [TestCase("l={{data.list}} o={{data.nested}}", """l=[1,2,3] o={"id":7}""")]
    [TestCase("{{data.emoji}}!", "😀é!")]
    [TestCase("{{{{data.amount}}", "{{data.amount}}")]
    [TestCase("{{{{{{data.name}}", "{{Ann")]
    [TestCase("{{{{{{{{", "{{{{")]
    [TestCase("""{"a":{"b":{{data.amount}}}}""", """{"a":{"b":1000.50}}""")]
    [TestCase("{{'}}'}}{{\"{{\"}}", "}}{{")]
    [TestCase("}} { } {", "}} { } {")]
    [TestCase("", "")]
    public void A_template_inside_a_longer_string_becomes_text(string template, string expected) =>
        Assert.That((string?)Render(template), Is.EqualTo(expected));

    [TestCase("{{ data.missing ?? 'none' }}", "\"none\"")]
    [TestCase("{{ data.missing.deeper ?? 12.50 }}", "12.50")]
    [TestCase("{{ data.missing ?? true }}", "true")]
    [TestCase("{{ data.missing ?? null }}", "null")]
    [TestCase("{{ data.none ?? 'filled' }}", "\"filled\"")]
    [TestCase("{{ data.name ?? 'unused' }}", "\"Ann\"")]
    [TestCase("{{ suite.anything ?? 'no suite' }}", "\"no suite\"")]
    [TestCase("{{ secrets.ABSENT ?? 'open' }}", "\"open\"")]
    [TestCase("{{ string(data.missing ?? 5) }}", "\"5\"")]
    public void A_default_stands_in_for_nothing_and_for_null(string template, string expected) =>
        Assert.That(Json(Render(template)), Is.EqualTo(expected));

    [Test]
    public void Strings_of_a_tree_are_templates_and_its_keys_are_not()
    {
        var tree = JsonNode.Parse("""{ "{{data.name}}": "{{data.name}}", "deep": [ { "n": "{{data.amount}}" }, "plain", 5, null ] }""");

        var rendered = Template.Parse(tree).Render(Loan).Value;

        var expected = JsonNode.Parse("""{ "{{data.name}}": "Ann", "deep": [ { "n": 1000.50 }, "plain", 5, null ] }""");
        Assert.That(Json(rendered), Is.EqualTo(Json(expected)));
    }

    [Test]
    public void A_rendered_value_shares_nothing_with_the_context()
    {
        var first = Render("{{data.nested}}")!;
        first["id"] = "changed";

        Assert.That(Json(Render("{{data.nested}}")), Is.EqualTo("""{"id":7}"""));
    }

    [Test]
    public void A_template_is_not_changed_by_a_later_change_of_its_tree()
    {
        var tree = new JsonObject { ["a"] = "x", ["b"] = new JsonArray(1) };
        var template = Template.Parse(tree);
        tree["b"]!.AsArray().Add(2);

        Assert.That(Json(template.Render(Loan).Value), Is.EqualTo("""{"a":"x","b":[1]}"""));
    }

    [TestCase(
        "{{steps.submit.response.body.id}}",
        "steps.submit.response.body.id selects nothing: steps.submit.response.body is an object with keys applicationId, status, items"
    )]
    [TestCase("{{steps.submitt.response}}", "steps.submitt.response selects nothing: steps is an object with keys submit")]
    [TestCase("{{data.name.first}}", "data.name.first selects nothing: data.name is a string")]
    [TestCase("{{data.list[9]}}", "data.list[9] selects nothing: data.list is an array of 3")]
    [TestCase("{{data.empty[0]}}", "data.empty[0] selects nothing: data.empty is an empty array")]
    [TestCase("{{data.none.x}}", "data.none.x selects nothing: data.none is null")]
    [TestCase("{{suite.x}}", "suite.x selects nothing: there is no suite here")]
    [TestCase("{{secrets.NOPE}}", "secrets.NOPE selects nothing: there is no secret 'NOPE'")]
    [TestCase("{{data.list[*].x}}", "data.list[*].x selects nothing: data.list[*] selects 3 values, the first is a number")]
    [TestCase(
        "{{steps.submit.response.body.items[?@.state=='DONE'].id}}",
        "steps.submit.response.body.items[?@.state=='DONE'].id selects 2 values ($['steps']['submit']['response']['body']['items'][1]['id'], "
            + "$['steps']['submit']['response']['body']['items'][2]['id']) where one is needed: take one by its index, or all with a function such as json()"
    )]
    [TestCase(
        "{{response.body}}",
        "response.body: response is there only in a step's own rules and exports, and only where its channel gives one; "
            + "elsewhere write steps.<alias>.response"
    )]
    [TestCase(
        "{{response.body ?? 1}}",
        "response.body: response is there only in a step's own rules and exports, and only where its channel gives one; "
            + "elsewhere write steps.<alias>.response"
    )]
    public void A_path_without_one_value_says_what_was_there_instead(string template, string message)
    {
        var thrown = Assert.Throws<TemplateException>(() => Render(template))!;

        Assert.That(thrown.Faults.Select(fault => fault.Message), Is.EqualTo(new[] { message }));
    }

    [Test]
    public void Every_fault_of_a_tree_is_listed_with_its_place()
    {
        var tree = JsonNode.Parse("""{ "a": "x {{data.missing}} {{data.gone}}", "b/c": [ "{{data.name}}", "{{vars.unknown}}" ] }""");

        var thrown = Assert.Throws<TemplateException>(() => Render(tree))!;

        Assert.That(thrown.Faults.Select(fault => $"{fault.Location}@{fault.Column}"), Is.EqualTo(new[] { "/a@5", "/a@22", "/b~1c/1@3" }));
    }

    [Test]
    public void Messages_name_keys_but_never_values()
    {
        var context = Loan with { Data = JsonNode.Parse("""{ "password": "hunter2" }""") };

        var thrown = Assert.Throws<TemplateException>(() => Template.Parse("{{data.password.x}} {{data.user}}").Render(context))!;

        Assert.That(thrown.Message, Does.Contain("password").And.Not.Contain("hunter2"));
    }

    [Test]
    public void Secrets_in_a_value_are_listed_for_masking()
    {
        var rendered = Template
            .Parse(JsonNode.Parse("""{ "h": "Bearer {{secrets.TOKEN}}", "b": "{{base64(secrets.TOKEN)}}", "c": "{{data.name}}" }"""))
            .Render(Loan);

        Assert.That(rendered.Secrets, Is.EqualTo(new[] { Token, "dDBwLXMzY3JldA==" }));
    }

    [Test]
    public void A_secret_used_only_in_a_filter_is_listed_too()
    {
        var rendered = Template.Parse("{{steps.submit.response.body.items[?@.state==secrets.STATE && @.id==2].id}}").Render(Loan);

        Assert.That(rendered.Secrets, Is.EqualTo(new[] { "DONE" }));
    }

    [Test]
    public void A_rendered_value_says_where_it_came_from()
    {
        var rendered = Template.Parse("{{data.nested.id}}-{{step.submit.response.body.status}}").Render(Loan);

        Assert.That(
            rendered.Paths,
            Is.EqualTo(new[] { "$['data']['nested']['id']", "$['steps']['submit']['response']['body']['status']" })
        );
    }
}
