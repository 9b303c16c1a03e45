using Orchestra.Modeling.Covering;
using Orchestra.Modeling.Covering.Pict;

namespace Orchestra.Modeling.Tests.Covering;

[TestFixture]
public sealed class PictModelReaderTests
{
    private const string Volume = """
        #
        # A volume to create
        #
        Type:          Primary, Logical, Single, Span, Stripe, Mirror, RAID-5
        Size:          10, 100, 500, 1000, 5000, 10000, 40000
        Format method: quick, slow
        File system:   FAT, FAT32, NTFS
        Copy:          <File system>, none

        { Type, Size, Format method } @ 3

        IF [File system] = "fat"   THEN [Size] <= 4096;
        IF [File system] = "FAT32"
        # a comment in between
          THEN [Size] <= 32000;
        """;

    [Test]
    public void A_model_is_read_as_PICT_reads_it()
    {
        var model = Read(Volume);

        Assert.That(
            model.Covering.Factors.Select(factor => (factor.Name, factor.Values)),
            Is.EqualTo(new[] { ("Type", 7), ("Size", 7), ("Format method", 2), ("File system", 3), ("Copy", 4) })
        );
        Assert.That(model.Values[4], Is.EqualTo((string[])["FAT", "FAT32", "NTFS", "none"]));
        Assert.That(model.Covering.Groups.Single().Factors, Is.EqualTo((int[])[0, 1, 2]));
        Assert.That(model.ConstraintLines, Is.EqualTo((int[])[12, 13]));
    }

    [TestCase("[N] = 2", "2")]
    [TestCase("[N] <> 2", "1 3 10")]
    [TestCase("[N] > 2", "3 10")]
    [TestCase("[N] >= 2", "2 3 10")]
    [TestCase("[N] < 2.5", "1 2")]
    [TestCase("[N] <= 1e1", "1 2 3 10")]
    [TestCase("[N] IN {1, 10}", "1 10")]
    [TestCase("[N] NOT IN {1, 10}", "2 3")]
    [TestCase("NOT [N] = 1 AND NOT [N] = 2", "3 10")]
    [TestCase("[N] = 1 OR [N] = 2 AND [N] = 3", "1")]
    [TestCase("([N] = 1 OR [N] = 2) AND [N] <> 1", "2")]
    [TestCase("NOT ([N] = 1 OR [N] > 2)", "2")]
    [TestCase("not not [n] = 1", "1")]
    public void A_constraint_on_numbers_leaves(string constraint, string left) =>
        Assert.That(Left("N: 1, 2, 3, 10", constraint), Is.EqualTo(left));

    [TestCase("[S] = \"B\"", "b")]
    [TestCase("[S] > \"b\"", "bc x]y")]
    [TestCase("[S] LIKE \"B*\"", "b bc")]
    [TestCase("[S] LIKE \"?\"", "a b")]
    [TestCase("[S] LIKE \"*c\"", "bc")]
    [TestCase("[S] NOT LIKE \"*?*\"", "")]
    [TestCase("[S] IN {\"a\", \"bc\"}", "a bc")]
    [TestCase("[S] = \"x\\]y\"", "x]y")]
    public void A_constraint_on_texts_leaves(string constraint, string left) =>
        Assert.That(Left("S: a, b, bc, x]y", constraint), Is.EqualTo(left));

    [Test]
    public void A_parameter_that_is_not_all_numbers_is_a_text()
    {
        Assert.That(Left("M: 1, 9, 10, x", "[M] < \"9\""), Is.EqualTo("1 10"));
        Assert.That(Faults("M: 1, 9, 10, x\nB: 1, 2\n[M] < 9;"), Does.Contain("3:column 1:'M' is a text"));
    }

    [Test]
    public void Parameters_are_compared_with_each_other()
    {
        var model = Read("A: 1, 2, 3\nB: 2, 3\n[A] > [B];");

        var array = CoveringArray.Build(model.Covering, new CoveringOptions());

        Assert.That(array.FullRows.Select(model.Texts), Is.EqualTo(new[] { new[] { "3", "2" } }));
        Assert.That(array.Tuples, Is.EqualTo(new CoveringTuples(6, 1, 5)));
    }

    [Test]
    public void ELSE_holds_where_IF_does_not()
    {
        var model = Read("OS: Windows, Ubuntu\nNet: 4.8, 4.9, NA\nIF [OS] = \"Ubuntu\" THEN [Net] = \"NA\" ELSE [Net] <> \"NA\";");

        var rows = CoveringArray.Build(model.Covering, new CoveringOptions()).FullRows.Select(row => string.Join(' ', model.Texts(row)));

        Assert.That(rows, Is.EquivalentTo((string[])["Windows 4.8", "Windows 4.9", "Ubuntu NA"]));
    }

    [Test]
    public void A_sub_model_without_an_order_gets_the_models()
    {
        var import = PictModelReader.Read("A: 1, 2\nB: 1, 2\nC: 1, 2\n{A, B}\n{A, B, C} @ 1", 2);

        Assert.That(import.Model!.Covering.Groups, Is.Empty);
        Assert.That(import.Warnings.Single().Message, Does.StartWith("the sub-model adds nothing"));
    }

    [TestCase("A: 1 | one, 2", "1:column 4:aliases (|) are not supported yet")]
    [TestCase("A: 1 (10), 2", "1:column 4:weights are not supported yet")]
    [TestCase("A: 0, ~-1", "1:column 7:negative values (~) are not supported yet")]
    [TestCase("$R: 1, 2", "1:column 1:'$R': result parameters")]
    [TestCase("A @ 3: 1, 2", "1:column 1:'A @ 3': orders of single parameters")]
    [TestCase("A", "1:column 1:'A' has no values")]
    [TestCase("A:", "1:column 3:the parameter has no values")]
    [TestCase(": 1", "1:column 1:the parameter has no name")]
    [TestCase("A: 1\na: 2", "2:column 1:the name 'a' is used twice")]
    [TestCase("A: 1\n{A, X} @ 2", "2:column 5:there is no parameter 'X'")]
    [TestCase("A: 1\n{A} @ 2", "2:column 5:order 2 is more than the sub-model's 1")]
    [TestCase("A: 1\n{A @ 2", "2:column 7:the sub-model has no closing '}'")]
    [TestCase("A: 1\n{A} @ two", "2:column 4:after '}' comes nothing")]
    [TestCase("A: 1\n[X] = 1;", "2:column 1:there is no parameter 'X'")]
    [TestCase("A: 1\n[A] = 1", "2:column 8:expected ';' at the end of the constraint, found the end of the file")]
    [TestCase("A: 1\nIF [A] = 1;", "2:column 11:expected AND, OR or THEN, found ';'")]
    [TestCase("A: 1\nIF [A] == 1 THEN [A] = 1;", "2:column 9:expected a number, or a text in quotes, found '='")]
    [TestCase("A: 1\n[A] = \"1\";", "2:column 1:'A' is a number (all its values are): compare it with a number without quotes")]
    [TestCase("A: x\n[A] = x;", "2:column 7:expected a number, or a text in quotes, found 'x;'")]
    [TestCase("A: x\n[A] = \"x;", "2:column 7:the text has no closing \"")]
    [TestCase("A: x\n[A = \"x\";\n[A] = \"x\\n\";", "3:column 9:a backslash stands before")]
    [TestCase("A: 1\n[A] LIKE \"1*\";", "2:column 1:LIKE is for texts")]
    [TestCase("A: 1\n[A] = [A];", "2:column 1:a parameter is compared with itself")]
    [TestCase("A: 1\nB: x\n[A] = [B];", "3:column 1:'A' is a number (all its values are) and 'B' is a text")]
    [TestCase("A: 1\nIF [A] = 1 THEN IsNegative(A);\n", "2:column 17:IsNegative and IsPositive are not supported yet")]
    [TestCase("", "1:column 1:the model has no parameters")]
    public void A_fault_is_told_with_its_place(string text, string fault) => Assert.That(Faults(text), Does.Contain(fault));

    [Test]
    public void Every_fault_is_told_at_once()
    {
        var faults = Faults("A: 1 | 2\nB: 1, 2\nB: 3\n{B, C}\n[B] = 1\n[B] = 2;\n[X] > 1 AND [Y] > 1;\n");

        Assert.That(faults.Split('\n'), Has.Length.EqualTo(6), faults);
        Assert.That(faults, Does.Contain("6:column 1:expected ';'").And.Contain("7:column 1:").And.Contain("7:column 13:"));
    }

    [Test]
    public void Nesting_has_a_limit()
    {
        Assert.That(Faults("A: 1\n" + new string('(', 40) + "[A] = 1" + new string(')', 40) + ";"), Is.Empty);
        Assert.That(Faults("A: 1\n" + new string('(', 100_000) + "[A] = 1;"), Does.Contain("nested over 50 deep"));
    }

    [TestCase("A: 1,2\n", 1_100_000, "the model is over 1,048,576 characters")]
    [TestCase("A:1", 1_100, "the name 'A' is used twice")]
    public void A_text_over_the_limits_is_refused(string line, int times, string fault) =>
        Assert.That(Faults(string.Join('\n', Enumerable.Repeat(line, times))), Does.Contain(fault));

    [Test, CancelAfter(10_000)]
    public void Too_many_values_parameters_and_comparisons_are_refused_in_time()
    {
        Assert.That(Faults("A: " + string.Join(',', Enumerable.Range(0, 1_001))), Does.Contain("more than 1,000 values"));
        Assert.That(
            Faults(string.Join('\n', Enumerable.Range(0, 1_001).Select(i => $"p{i}: 1"))),
            Does.Contain("more than 1,000 parameters")
        );
        var doubling = "p0: a, b\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"p{i}: <p{i - 1}>, <p{i - 1}>\n"));
        Assert.That(Faults(doubling), Does.Contain("more than 1,000 values"));
        var wide = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"v{i}"));
        var pairs = string.Concat(Enumerable.Repeat("[A] = [B];\n", 100));
        Assert.That(Faults($"A: {wide}\nB: {wide}\n{pairs}"), Does.Contain("the constraints compare too many values"));
    }

    private static string Left(string parameter, string constraint)
    {
        var import = PictModelReader.Read($"{parameter}\nZ: 1, 2\n{constraint};", 2);
        Assert.That(import.Faults, Is.Empty);
        try
        {
            var rows = CoveringArray.Build(import.Model!.Covering, new CoveringOptions()).FullRows;
            return string.Join(' ', rows.Select(row => row[0]).Distinct().Order().Select(value => import.Model.Values[0][value]));
        }
        catch (CoveringException)
        {
            return "";
        }
    }

    private static PictModel Read(string text)
    {
        var import = PictModelReader.Read(text, 2);
        Assert.That(import.Faults, Is.Empty);
        return import.Model!;
    }

    private static string Faults(string text) =>
        string.Join('\n', PictModelReader.Read(text, 2).Faults.Select(fault => $"{fault.Line}:{fault.Path}:{fault.Message}"));
}
