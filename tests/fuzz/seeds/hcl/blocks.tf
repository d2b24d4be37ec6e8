# comment
resource "aws_s3_bucket" "logs" {
  bucket = "logs-${var.env}" // name
  count  = var.on ? 1 : 0
  tags = merge(local.tags, { "a b" = 1, c : -2.5e3 })

  dynamic "rule" {
    for_each = [for k, v in var.m : v if k != "x"]
    content { id = rule.value["id"] }
  }
}
/* end */
