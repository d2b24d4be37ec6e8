a = "open
b = [1,
resource "x" "y" {
  c =
  d = 1 e = 2
}
z = 1
